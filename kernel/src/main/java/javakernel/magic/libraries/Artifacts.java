package javakernel.magic.libraries;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javakernel.magic.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Finds artifacts and all that they need in Maven repositories, and in the local one. Thread-safe. Public for the class
 * loader of its implementation.
 */
public interface Artifacts {
    record Repository(String id, String url) {}

    /**
     * @param coordinates  {@code group:artifact[:extension[:classifier]]:version} each
     * @param pom          a POM whose dependencies are wanted too, null for none
     * @param scopes       of the POM's dependencies
     * @param repositories to look in beside Maven Central and those of the user's settings
     * @param fixed        versions that must stay as they are: {@link Found#key} to version
     */
    record Request(List<String> coordinates, @Nullable Path pom, List<String> scopes, List<Repository> repositories,
            Map<String, String> fixed) {}

    /**
     * @param key    which artifact, without its version: {@code group:artifact:extension[:classifier]}
     * @param wanted the version that would have been taken if another had not been fixed
     */
    record Found(String key, String version, String wanted, Path file) {
        /** {@code group:artifact}. */
        public String name() {
            var parts = key.split(":");
            return parts[0] + ":" + parts[1];
        }
    }

    /**
     * Downloads what is not in the local repository yet.
     *
     * @param progress told of whatever arrives from a repository
     */
    List<Found> resolve(Request request, Runnable progress) throws Failure;

    /** The folder of the local repository, as the user's settings have it. */
    Path localRepository();
}
