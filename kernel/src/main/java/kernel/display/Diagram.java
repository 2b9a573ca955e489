package kernel.display;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.sourceforge.plantuml.FileFormat;
import net.sourceforge.plantuml.FileFormatOption;
import net.sourceforge.plantuml.SourceStringReader;

/**
 * A picture of boxes and arrows, drawn when it is shown.
 *
 * @param source what to draw, in PlantUML's language, without its first and last line
 * @param text   the same for those who see no picture
 */
public record Diagram(String source, String text) implements Displayable {
    /** On white, so that it can be read on any page. */
    private static final String STYLE = """
            !pragma layout smetana
            skinparam backgroundColor white
            skinparam shadowing false
            skinparam defaultTextAlignment center
            skinparam rectangle<<thread>> {
              BackgroundColor #9AD1F0
              BorderColor #0072B2
              RoundCorner 12
            }
            skinparam rectangle<<forever>> {
              BackgroundColor #F6C4A3
              BorderColor #D55E00
              RoundCorner 12
            }
            skinparam rectangle<<lock>> {
              BackgroundColor #F7F0B0
              BorderColor #7A6F00
            }
            hide stereotype
            left to right direction
            """;

    @Override public Map<String, Object> mimeBundle() {
        try (var svg = new ByteArrayOutputStream()) {
            new SourceStringReader("@startuml\n" + STYLE + source + "\n@enduml\n").outputImage(svg, new FileFormatOption(FileFormat.SVG, false));
            return Map.of(Mime.SVG, svg.toString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override public String toString() {
        return text;
    }
}
