package javakernel.magic.libraries;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import eu.maveniverse.maven.mima.extensions.mmr.MavenModelReader;
import eu.maveniverse.maven.mima.extensions.mmr.ModelRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javakernel.base.Reason;
import javakernel.base.Texts;
import javakernel.magic.Failure;
import org.eclipse.aether.ConfigurationProperties;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.ArtifactTransferException;
import org.eclipse.aether.transfer.TransferEvent;
import org.eclipse.aether.util.graph.manager.DependencyManagerUtils;
import org.eclipse.aether.util.graph.visitor.PreorderNodeListGenerator;
import org.eclipse.aether.util.repository.SimpleResolutionErrorPolicy;

/**
 * Maven's own resolver, with the user's {@code settings.xml}: mirrors, proxies, local repository. Loaded by a class
 * loader of its own ({@link Maven}), so that its libraries and the notebook's do not meet.
 */
public final class MimaArtifacts implements Artifacts {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int SILENCE_MILLIS = 10_000;
    private static final Pattern IVY = Pattern.compile("([^#;]+)#([^#;]+);([^#;]+)");

    private final Context context = Runtimes.INSTANCE.getRuntime()
            .create(ContextOverrides.create().withUserSettings(true)
                    .configProperties(Map.of(ConfigurationProperties.CONNECT_TIMEOUT, CONNECT_MILLIS,
                            ConfigurationProperties.REQUEST_TIMEOUT, SILENCE_MILLIS,
                            DependencyManagerUtils.CONFIG_PROP_VERBOSE, true))
                    .build());

    @Override public Path localRepository() {
        return context.repositorySystemSession().getLocalRepository().getBasedir().toPath();
    }

    @Override public List<Found> resolve(Request request, Runnable progress) throws Failure {
        var session = new DefaultRepositorySystemSession(context.repositorySystemSession());
        session.setTransferListener(new AbstractTransferListener() {
            @Override public void transferProgressed(TransferEvent event) {
                progress.run();
            }

            @Override public void transferSucceeded(TransferEvent event) {
                progress.run();
            }
        });
        // what failed may succeed when it is asked for again
        session.setResolutionErrorPolicy(new SimpleResolutionErrorPolicy(false, false));
        try {
            var root = context.repositorySystem()
                    .resolveDependencies(session, new DependencyRequest(collect(session, request), null)).getRoot();
            return found(root);
        } catch (RepositoryException e) {
            throw failure(e);
        }
    }

    private CollectRequest collect(DefaultRepositorySystemSession session, Request request)
            throws RepositoryException, Failure {
        var added = request.repositories().stream()
                .map(r -> new RemoteRepository.Builder(r.id(), "default", r.url()).build()).toList();
        var repositories = context.repositorySystem().newResolutionRepositories(session, added);
        var all = Stream.concat(context.remoteRepositories().stream(), repositories.stream()).toList();
        var wanted = new CollectRequest();
        for (var fixed : request.fixed().entrySet())
            wanted.addManagedDependency(new Dependency(artifact(fixed.getKey() + ":" + fixed.getValue()), null));
        var versions = new HashMap<String, String>();
        for (var coordinates : request.coordinates()) {
            var artifact = artifact(coordinates);
            var other = versions.put(key(artifact), artifact.getVersion());
            if (other != null && !other.equals(artifact.getVersion())) {
                throw new Failure("VersionConflict", Texts.of("maven.two", coordinates, other),
                        Texts.of("maven.two.mend"));
            }
            wanted.addDependency(new Dependency(artifact, "runtime"));
        }
        if (request.pom() != null) all = addPom(wanted, request, all);
        return wanted.setRepositories(all);
    }

    private List<RemoteRepository> addPom(CollectRequest wanted, Request request, List<RemoteRepository> repositories)
            throws RepositoryException {
        var response = new MavenModelReader(context)
                .readModel(ModelRequest.builder().setPomFile(request.pom()).setRepositories(repositories).build());
        var pom = response.toArtifactDescriptorResult(response.getEffectiveModel());
        pom.getDependencies().stream()
                .filter(d -> request.scopes().contains(d.getScope().isEmpty() ? "compile" : d.getScope()))
                .forEach(wanted::addDependency);
        pom.getManagedDependencies().forEach(wanted::addManagedDependency);
        return context.repositorySystem().newResolutionRepositories(context.repositorySystemSession(),
                Stream.concat(repositories.stream(), pom.getRepositories().stream()).distinct().toList());
    }

    private static DefaultArtifact artifact(String coordinates) throws Failure {
        var ivy = IVY.matcher(coordinates);
        if (ivy.matches()) return new DefaultArtifact(ivy.group(1), ivy.group(2), "jar", ivy.group(3));
        try {
            return new DefaultArtifact(coordinates);
        } catch (IllegalArgumentException e) {
            throw new Failure("UsageError", Texts.of("maven.coordinates", coordinates),
                    Texts.of("maven.coordinates.mend"));
        }
    }

    private static List<Found> found(DependencyNode root) {
        var nodes = new PreorderNodeListGenerator();
        root.accept(nodes);
        var found = new ArrayList<Found>();
        for (var node : nodes.getNodes()) {
            var artifact = node.getArtifact();
            if (artifact == null || artifact.getFile() == null) continue;
            var managed = DependencyManagerUtils.getPremanagedVersion(node);
            found.add(new Found(key(artifact), artifact.getVersion(), managed == null ? artifact.getVersion() : managed,
                    artifact.getFile().toPath()));
        }
        return found;
    }

    private static String key(Artifact artifact) {
        var key = artifact.getGroupId() + ":" + artifact.getArtifactId() + ":" + artifact.getExtension();
        return artifact.getClassifier().isEmpty() ? key : key + ":" + artifact.getClassifier();
    }

    /** The cause that says most, in the reader's terms. */
    private static Failure failure(RepositoryException thrown) {
        for (var cause : causes(thrown).toList()) {
            if (cause instanceof ArtifactTransferException e && !(cause instanceof ArtifactNotFoundException)) {
                return new Failure("MavenError",
                        Texts.of("maven.notFetched", e.getArtifact(), repository(e.getRepository()), reason(e)),
                        Texts.of("magic.network"));
            }
        }
        for (var cause : causes(thrown).toList()) {
            if (cause instanceof ArtifactNotFoundException e) {
                return new Failure("MavenError",
                        Texts.of("maven.notFound", e.getArtifact(), repository(e.getRepository())),
                        Texts.of("maven.notFound.mend"));
            }
        }
        return new Failure("MavenError", String.valueOf(thrown.getMessage()), Texts.of("magic.nothingLoaded"));
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        var own = Stream.concat(Stream.iterate(thrown, t -> t != null, Throwable::getCause),
                Stream.of(thrown.getSuppressed()));
        return thrown instanceof DependencyResolutionException e && e.getResult() != null
                ? Stream.concat(own,
                        e.getResult().getArtifactResults().stream().flatMap(r -> r.getExceptions().stream()))
                : own;
    }

    private static String reason(Throwable thrown) {
        var last = causes(thrown).filter(t -> !(t instanceof RepositoryException)).reduce(thrown, (a, b) -> b);
        return last == thrown ? Reason.of(thrown) : last.getClass().getSimpleName() + " " + last.getMessage();
    }

    private static String repository(RemoteRepository repository) {
        return repository == null ? Texts.of("maven.anyRepository")
                : Texts.of("maven.repository", repository.getId(), repository.getUrl());
    }
}
