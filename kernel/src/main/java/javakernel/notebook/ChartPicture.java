package javakernel.notebook;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import javakernel.display.picture.PictureFonts;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.LogarithmicAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.CategoryDataset;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** A chart as SVG, on white, so that it can be read on any page. */
final class ChartPicture {
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    private static final Font TITLE = FONT.deriveFont(Font.BOLD, 15);
    private static final Color GRID = new Color(0xDDDDDD);
    static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final int BAR = 20;
    private static final double UPRIGHT = Math.PI / 2; // of what would be written from below to above

    private final Chart chart;
    private final boolean several;

    private ChartPicture(Chart chart) {
        this.chart = chart;
        several = chart.series().size() > 1;
    }

    /** @throws RuntimeException or an error: on a machine where AWT finds no font */
    static String of(Chart chart) {
        TextUtils.setUseDrawRotatedStringWorkaround(false); // which would make shapes of text
        return new ChartPicture(chart).svg();
    }

    private String svg() {
        var picture = new JFreeChart(chart.title().isEmpty() ? null : chart.title(), TITLE,
                chart.isBars() ? bars() : lines(), several);
        picture.setBackgroundPaint(Color.WHITE);
        if (several) {
            picture.getLegend().setPosition(RectangleEdge.RIGHT);
            picture.getLegend().setItemFont(FONT);
            picture.getLegend().setFrame(BlockBorder.NONE);
        }
        int height = chart.isBars()
                ? 90 + BAR * (several ? chart.series().size() + 1 : 2) * chart.names().size() * 3 / 4 : HEIGHT;
        var graphics = new VectorGraphics2D();
        picture.draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, height));
        try (var svg = new ByteArrayOutputStream()) {
            new SVGProcessor().getDocument(graphics.getCommands(), new PageSize(0, 0, WIDTH, height)).writeTo(svg);
            // in place of the font that AWT has measured, which may have no Chinese on another machine
            return svg.toString(StandardCharsets.UTF_8).replaceAll("font-family:&quot;[^&]*&quot;;", "")
                    .replaceFirst("(?s)^.*?<svg ", "<svg font-family=\"" + PictureFonts.CSS + "\" font-size=\"12px\" ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Plot bars() {
        var renderer = new BarRenderer();
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setShadowVisible(false);
        renderer.setItemMargin(0);
        renderer.setDefaultItemLabelGenerator(new StandardCategoryItemLabelGenerator() {
            @Override public String generateLabel(CategoryDataset data, int row, int column) {
                return new Chart.Point("", data.getValue(row, column).doubleValue(), "").text();
            }
        });
        renderer.setDefaultItemLabelsVisible(true);
        renderer.setDefaultItemLabelFont(FONT);
        renderer.setDefaultPositiveItemLabelPosition(
                new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT));
        for (int i = 0; i < chart.series().size(); i++) renderer.setSeriesPaint(i, Color.decode(Chart.colour(i)));
        if (chart.isLog()) {
            renderer.setBase(chart.base());
            renderer.setIncludeBaseInRange(false);
        }
        var data = new DefaultCategoryDataset();
        for (var point : chart.points()) data.addValue(point.y(), point.series(), (String) point.x());
        var names = new CategoryAxis(chart.across());
        names.setLabelAngle(UPRIGHT);
        names.setLabelFont(FONT);
        names.setTickLabelFont(FONT);
        names.setMaximumCategoryLabelWidthRatio(0.4f);
        var numbers = numbers();
        numbers.setUpperMargin(0.15); // likewise
        var plot = new CategoryPlot(data, names, numbers, renderer);
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
        plot.setRangeGridlinePaint(GRID);
        return plain(plot);
    }

    private Plot lines() {
        var data = new XYSeriesCollection();
        var renderer = new XYLineAndShapeRenderer();
        for (var name : chart.series()) {
            var series = new XYSeries(name, false);
            chart.points().stream().filter(p -> p.series().equals(name))
                    .forEach(p -> series.add((double) p.x(), p.y()));
            renderer.setSeriesPaint(data.getSeriesCount(), Color.decode(Chart.colour(data.getSeriesCount())));
            renderer.setSeriesStroke(data.getSeriesCount(), new BasicStroke(2));
            data.addSeries(series);
        }
        var across = withFont(new NumberAxis(chart.across()));
        var numbers = numbers();
        numbers.setLabelAngle(UPRIGHT);
        var plot = new XYPlot(data, across, numbers, renderer);
        plot.setDomainGridlinePaint(GRID);
        plot.setRangeGridlinePaint(GRID);
        return plain(plot);
    }

    private static Plot plain(Plot plot) {
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlineVisible(false);
        return plot;
    }

    private ValueAxis numbers() {
        var format = new DecimalFormat("#,##0.######", DecimalFormatSymbols.getInstance(Locale.ROOT));
        if (!chart.isLog()) {
            var axis = withFont(new NumberAxis(chart.unit()));
            axis.setNumberFormatOverride(format);
            return axis;
        }
        var axis = withFont(new LogarithmicAxis(chart.unit())); // not LogAxis, which makes shapes of its numbers
        axis.setNumberFormatOverride(format);
        axis.setLog10TickLabelsFlag(false);
        axis.setExpTickLabelsFlag(false);
        axis.setRange(chart.base(), chart.top() * 1.9); // room for the labels
        return axis;
    }

    private static <A extends ValueAxis> A withFont(A axis) {
        axis.setLabelFont(FONT);
        axis.setTickLabelFont(FONT);
        return axis;
    }
}
