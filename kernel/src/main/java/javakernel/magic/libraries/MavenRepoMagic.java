package javakernel.magic.libraries;

import java.net.URI;
import java.util.List;
import javakernel.base.Texts;
import javakernel.magic.Failure;
import javakernel.magic.Magic;
import javakernel.magic.MagicCall;
import javakernel.output.Result;

/** {@code %mavenRepo id url}: one more place where {@code %maven} looks. */
public final class MavenRepoMagic implements Magic {
    private final Maven maven;

    public MavenRepoMagic(Maven maven) {
        this.maven = maven;
    }

    @Override public List<String> names() {
        return List.of("%mavenRepo", "%addMavenRepo");
    }

    @Override public String summary() {
        return Texts.of("mavenRepo.summary");
    }

    @Override public String usage() {
        return Texts.of("mavenRepo.usage");
    }

    @Override public Result run(MagicCall call) throws Failure {
        var words = call.words();
        if (words.size() != 2 || !isUrl(words.get(1)))
            throw Failure.usage(call, Texts.of("mavenRepo.needs"), "%mavenRepo ours https://repository.example/maven");
        maven.addRepository(words.get(0), words.get(1));
        return new Result.Done(null);
    }

    private static boolean isUrl(String word) {
        try {
            return URI.create(word).getScheme() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
