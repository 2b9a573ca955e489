package javakernel.magic.libraries;

import java.util.List;
import javakernel.base.Texts;
import javakernel.magic.Failure;
import javakernel.magic.Magic;
import javakernel.magic.MagicCall;
import javakernel.output.Result;

/** {@code %maven group:artifact:version}: libraries from Maven Central. */
public final class MavenMagic implements Magic {
    private final Maven maven;

    public MavenMagic(Maven maven) {
        this.maven = maven;
    }

    @Override public List<String> names() {
        return List.of("%maven", "%addMavenDependency", "%addMavenDependencies");
    }

    @Override public String summary() {
        return Texts.of("maven.summary");
    }

    @Override public String usage() {
        return Texts.of("maven.usage");
    }

    @Override public Result run(MagicCall call) throws Failure, InterruptedException {
        if (call.words().isEmpty())
            throw Failure.usage(call, Texts.of("maven.needs"), "%maven com.google.code.gson:gson:2.13.2");
        maven.load(call.cell(), call.words(), null, List.of());
        return new Result.Done(null);
    }

    @Override public List<String> complete(String arguments) {
        return LocalRepository.complete(maven.localRepository(), arguments.substring(arguments.lastIndexOf(' ') + 1));
    }
}
