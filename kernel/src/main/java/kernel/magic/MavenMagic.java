package kernel.magic;

import java.util.List;
import kernel.engine.Result;

/** {@code %maven group:artifact:version}: libraries from Maven Central. */
final class MavenMagic implements Magic {
    private final Maven maven;

    MavenMagic(Maven maven) {
        this.maven = maven;
    }

    @Override public List<String> names() {
        return List.of("%maven", "%addMavenDependency", "%addMavenDependencies");
    }

    @Override public String summary() {
        return "loads libraries from Maven Central and other repositories";
    }

    @Override public String usage() {
        return """
                %maven com.google.code.gson:gson:2.13.2
                %maven org.apache.commons:commons-lang3:3.20.0 org.apache.commons:commons-text:1.14.0
                Each is group:artifact:version, or group:artifact:extension:classifier:version. What they need comes with them, all or nothing.
                Your settings.xml counts: mirrors, proxies, the local repository. What is loaded stays: for another version restart the kernel.""";
    }

    @Override public Result run(Call call) throws Failure, InterruptedException {
        if (call.words().isEmpty()) throw Failure.usage(call, "needs group:artifact:version", "%maven com.google.code.gson:gson:2.13.2");
        maven.load(call.cell(), call.words(), null, List.of());
        return new Result.Done(null);
    }

    @Override public List<String> complete(String arguments) {
        return LocalRepository.complete(maven.localRepository(), arguments.substring(arguments.lastIndexOf(' ') + 1));
    }
}
