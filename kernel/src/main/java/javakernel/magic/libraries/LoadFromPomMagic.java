package javakernel.magic.libraries;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javakernel.base.Reason;
import javakernel.base.Texts;
import javakernel.magic.Failure;
import javakernel.magic.Folder;
import javakernel.magic.Magic;
import javakernel.magic.MagicCall;
import javakernel.output.Result;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** {@code %%loadFromPOM}: the dependencies of a POM, or of a piece of one as documentation shows it. */
public final class LoadFromPomMagic implements Magic {
    private static final List<String> SCOPES = List.of("compile", "runtime", "system", "import");
    /** What a project must have, where the pieces do not say it. */
    private static final Map<String, String> DEFAULTS =
            Map.of("modelVersion", "4.0.0", "groupId", "notebook", "artifactId", "cell", "version", "1");

    private final Maven maven;
    private final Folder folder;

    public LoadFromPomMagic(Maven maven, Folder folder) {
        this.maven = maven;
        this.folder = folder;
    }

    @Override public List<String> names() {
        return List.of("%%loadFromPOM", "%loadFromPOM");
    }

    @Override public String summary() {
        return Texts.of("pom.summary");
    }

    @Override public String usage() {
        return Texts.of("pom.usage");
    }

    @Override public Result run(MagicCall call) throws Failure, IOException, InterruptedException {
        var words = call.words();
        if (call.isCell()) {
            var pom = Files.createTempFile("notebook", ".pom");
            try {
                writeProject(call, pom);
                maven.load(call.cell(), List.of(), pom, words.isEmpty() ? SCOPES : words);
            } finally {
                Files.delete(pom);
            }
        } else {
            if (words.isEmpty()) throw Failure.usage(call, Texts.of("pom.needs"), "%loadFromPOM pom.xml");
            var pom = folder.existing(words.getFirst());
            maven.load(call.cell(), List.of(), pom, words.size() == 1 ? SCOPES : words.subList(1, words.size()));
        }
        return new Result.Done(null);
    }

    /** Writes the cell's text as a POM: pieces of one are put in their places. */
    private static void writeProject(MagicCall call, Path pom) throws Failure {
        try {
            var text = call.text().replaceFirst("^\\s*<\\?.*?\\?>", "");
            var document = builder().parse(new InputSource(new StringReader("<pieces>" + text + "</pieces>")));
            var pieces = children(document.getDocumentElement());
            var project = pieces.size() == 1 && pieces.getFirst().getNodeName().equals("project") ? pieces.getFirst()
                    : project(document, pieces);
            TransformerFactory.newInstance().newTransformer().transform(new DOMSource(project),
                    new StreamResult(pom.toFile()));
        } catch (SAXException e) {
            throw new Failure("WrongPOM", Texts.of("pom.wrong", Reason.of(e)),
                    Texts.of("pom.wrong.mend", call.name()));
        } catch (ParserConfigurationException | TransformerException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Without what would read other files, or grow without end. */
    private static DocumentBuilder builder() throws ParserConfigurationException {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setXIncludeAware(false);
        return factory.newDocumentBuilder();
    }

    private static Element project(Document document, List<Element> pieces) {
        var project = document.createElement("project");
        var parts = new HashMap<String, Node>();
        for (var piece : pieces) {
            switch (piece.getNodeName()) {
                case "dependency" -> part(parts, project, "dependencies").appendChild(piece);
                case "repository" -> part(parts, project, "repositories").appendChild(piece);
                case "dependencies", "repositories" -> children(piece)
                        .forEach(part(parts, project, piece.getNodeName())::appendChild);
                default -> parts.put(piece.getNodeName(), project.appendChild(piece));
            }
        }
        DEFAULTS.forEach((name, value) -> {
            if (!parts.containsKey(name)) part(parts, project, name).setTextContent(value);
        });
        return project;
    }

    private static Node part(Map<String, Node> parts, Element project, String name) {
        return parts.computeIfAbsent(name, n -> project.appendChild(project.getOwnerDocument().createElement(n)));
    }

    private static List<Element> children(Element parent) {
        var children = parent.getChildNodes();
        return IntStream.range(0, children.getLength()).mapToObj(children::item).filter(Element.class::isInstance)
                .map(Element.class::cast).toList();
    }
}
