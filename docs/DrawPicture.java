import java.awt.Color;
import java.awt.Font;
import java.io.File;
import org.gephi.graph.api.DirectedGraph;
import org.gephi.graph.api.Edge;
import org.gephi.graph.api.GraphController;
import org.gephi.graph.api.GraphModel;
import org.gephi.graph.api.Node;
import org.gephi.io.exporter.api.ExportController;
import org.gephi.io.exporter.preview.PNGExporter;
import org.gephi.io.importer.api.Container;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.preview.api.PreviewController;
import org.gephi.preview.api.PreviewProperties;
import org.gephi.preview.api.PreviewProperty;
import org.gephi.preview.types.DependantColor;
import org.gephi.preview.types.EdgeColor;
import org.gephi.project.api.ProjectController;
import org.openide.util.Lookup;

/**
 * Draws a GEXF file as Gephi's preview does, by the steps of gephi.md, and writes a PNG.
 *
 * <p>java -cp gephi-toolkit-all.jar DrawPicture.java GRAPH.gexf PICTURE.png WIDTH HEIGHT LABELLED; nodes of at least LABELLED
 * edges have their labels.
 */
public final class DrawPicture {
    public static void main(String[] arguments) throws Exception {
        ProjectController projects = Lookup.getDefault().lookup(ProjectController.class);
        projects.newProject();
        ImportController importer = Lookup.getDefault().lookup(ImportController.class);
        Container container = importer.importFile(new File(arguments[0]));
        container.getLoader().setAutoScale(false);
        importer.process(container, new DefaultProcessor(), projects.getCurrentWorkspace());
        int letters = shortenLabels(Integer.parseInt(arguments[4]));

        PreviewController preview = Lookup.getDefault().lookup(PreviewController.class);
        PreviewProperties properties = preview.getModel().getProperties();
        properties.putValue(PreviewProperty.BACKGROUND_COLOR, Color.WHITE);
        properties.putValue(PreviewProperty.NODE_BORDER_WIDTH, 0.6f);
        properties.putValue(PreviewProperty.SHOW_NODE_LABELS, true);
        properties.putValue(PreviewProperty.NODE_LABEL_PROPORTIONAL_SIZE, false);
        properties.putValue(PreviewProperty.NODE_LABEL_FONT, new Font(Font.SANS_SERIF, Font.BOLD, letters));
        properties.putValue(PreviewProperty.NODE_LABEL_OUTLINE_SIZE, letters / 4f + 4f);
        properties.putValue(PreviewProperty.NODE_LABEL_OUTLINE_COLOR, new DependantColor(Color.WHITE));
        properties.putValue(PreviewProperty.NODE_LABEL_OUTLINE_OPACITY, 90f);
        properties.putValue(PreviewProperty.EDGE_CURVED, false);
        properties.putValue(PreviewProperty.EDGE_COLOR, new EdgeColor(EdgeColor.Mode.ORIGINAL));
        properties.putValue(PreviewProperty.EDGE_THICKNESS, letters / 20f);
        properties.putValue(PreviewProperty.ARROW_SIZE, 0f);
        preview.refreshPreview();

        PNGExporter exporter = (PNGExporter) Lookup.getDefault().lookup(ExportController.class).getExporter("png");
        exporter.setWorkspace(projects.getCurrentWorkspace());
        exporter.setWidth(Integer.parseInt(arguments[2]));
        exporter.setHeight(Integer.parseInt(arguments[3]));
        exporter.setMargin(2);
        Lookup.getDefault().lookup(ExportController.class).exportFile(new File(arguments[1]), exporter);
        System.exit(0);
    }

    /** Keeps the labels of well-connected nodes, the beginning of long ones; returns a size of letters that suits the map. */
    private static int shortenLabels(int labelled) {
        GraphModel model = Lookup.getDefault().lookup(GraphController.class).getGraphModel();
        DirectedGraph graph = model.getDirectedGraph();
        float left = 0;
        float right = 0;
        for (Node node : graph.getNodes().toArray()) {
            left = Math.min(left, node.x());
            right = Math.max(right, node.x());
            String label = node.getLabel() == null ? "" : node.getLabel();
            boolean shown = graph.getDegree(node) >= labelled;
            node.setLabel(!shown ? "" : label.length() > 28 ? label.substring(0, 27) + "…" : label);
        }
        for (Edge edge : graph.getEdges().toArray()) {
            edge.setLabel("");
        }
        return Math.round((right - left) / 95) + 1;
    }
}
