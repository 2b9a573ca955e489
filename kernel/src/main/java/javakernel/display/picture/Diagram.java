package javakernel.display.picture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import javakernel.display.DisplayData;
import javakernel.display.MimeType;
import net.sourceforge.plantuml.FileFormat;
import net.sourceforge.plantuml.FileFormatOption;
import net.sourceforge.plantuml.SourceStringReader;

/** Pictures of boxes and arrows. */
public final class Diagram {
    private static final int WIDTH = 800; // at most, in pixels: a page's beside the file browser, on a screen of 1280
    /**
     * The ground is the page's, light or dark: what is written on it, and the arrows, can be read on both; the boxes
     * have their own.
     */
    private static final String STYLE = """
            !pragma layout smetana
            scale max %d width
            skinparam backgroundColor transparent
            skinparam shadowing false
            skinparam defaultTextAlignment center
            skinparam ArrowColor #808080
            skinparam ArrowFontColor #808080
            skinparam ArrowThickness 1.5
            skinparam rectangleFontColor #222222
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
            """.formatted(WIDTH);

    private Diagram() {}

    /**
     * @param source what to draw, in PlantUML's language, without its first and last line
     * @param text   the same for those who see no picture
     */
    public static DisplayData of(String source, String text) {
        var forms = new LinkedHashMap<String, Object>();
        var metadata = new LinkedHashMap<String, Object>();
        try (var svg = new ByteArrayOutputStream()) {
            new SourceStringReader("@startuml\n" + STYLE + source + "\n@enduml\n").outputImage(svg,
                    new FileFormatOption(FileFormat.SVG, false));
            forms.put(MimeType.SVG, svg.toString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Png.add((String) forms.get(MimeType.SVG), forms, metadata);
        forms.put(MimeType.PLAIN, text);
        return new DisplayData(forms, metadata);
    }
}
