import java.io.BufferedWriter;
import java.io.File;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.gephi.graph.api.Column;
import org.gephi.graph.api.Edge;
import org.gephi.graph.api.Element;
import org.gephi.graph.api.ElementIterable;
import org.gephi.graph.api.ElementProperties;
import org.gephi.graph.api.GraphController;
import org.gephi.graph.api.GraphModel;
import org.gephi.graph.api.Interval;
import org.gephi.graph.api.Node;
import org.gephi.graph.api.Table;
import org.gephi.graph.api.types.IntervalSet;
import org.gephi.io.importer.api.Container;
import org.gephi.io.importer.api.EdgeMergeStrategy;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.importer.api.Issue;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.project.api.ProjectController;
import org.openide.util.Lookup;

/**
 * Opens files as Gephi does ("Auto-scale" unticked) and prints for each, as a line of JSON, what is in Gephi's workspace
 * afterwards: columns with their types, nodes and edges with all their values, colours, sizes, positions and intervals, the
 * bounds of time, and what the importer complained of.
 *
 * <p>java -cp gephi-toolkit-all.jar ReadGraph.java STRATEGY FILE [STRATEGY FILE ..]; a strategy is what to do with parallel edges
 * of one kind (NO_MERGE, SUM, ..), or - for Gephi's own choice.
 */
public final class ReadGraph {
    private static final PrintStream STDOUT = System.out;

    public static void main(String[] arguments) throws Exception {
        System.setProperty("java.awt.headless", "true");
        // The toolkit logs there, too.
        System.setOut(System.err);
        try (Writer out = new BufferedWriter(new OutputStreamWriter(STDOUT, StandardCharsets.UTF_8))) {
            for (int i = 0; i < arguments.length; i += 2) {
                read(out, arguments[i], new File(arguments[i + 1]));
            }
        }
        System.exit(0);
    }

    private static void read(Writer out, String strategy, File file) throws Exception {
        ProjectController projects = Lookup.getDefault().lookup(ProjectController.class);
        projects.newProject();
        ImportController importer = Lookup.getDefault().lookup(ImportController.class);
        Container container = importer.importFile(file);
        container.getLoader().setAutoScale(false);
        if (!strategy.equals("-")) {
            container.getLoader().setEdgesMergeStrategy(EdgeMergeStrategy.valueOf(strategy));
        }
        importer.process(container, new DefaultProcessor(), projects.getCurrentWorkspace());
        GraphModel model = Lookup.getDefault().lookup(GraphController.class).getGraphModel();
        out.write("{\"issues\": [");
        String comma = "";
        Iterator<Issue> issues = container.getReport().getIssues(100);
        while (issues.hasNext()) {
            out.write(comma + json(issues.next().getMessage()));
            comma = ", ";
        }
        Interval bounds = model.getTimeBounds();
        out.write("], \"directed\": " + model.isDirected() + ", \"dynamic\": " + model.isDynamic());
        out.write(", \"bounds\": [" + time(bounds.getLow()) + ", " + time(bounds.getHigh()) + "]");
        out.write(", \"timeFormat\": " + json(model.getTimeFormat()));
        out.write(", \"nodeColumns\": " + columns(model.getNodeTable()));
        out.write(", \"edgeColumns\": " + columns(model.getEdgeTable()));
        out.write(", \"nodes\": [");
        elements(out, model.getGraph().getNodes(), model.getNodeTable());
        out.write("], \"edges\": [");
        elements(out, model.getGraph().getEdges(), model.getEdgeTable());
        out.write("]}\n");
    }

    private static void elements(Writer out, ElementIterable<? extends Element> elements, Table table) throws Exception {
        String comma = "";
        for (Element element : elements.toArray()) {
            out.write(comma + element(element, table));
            comma = ", ";
        }
    }

    private static String element(Element element, Table table) {
        Map<String, Object> found = new TreeMap<>();
        for (Column column : table) {
            Object value = element.getAttribute(column);
            if (value != null && !(value instanceof IntervalSet)) {
                found.put(column.getTitle(), value);
            }
        }
        StringBuilder text = new StringBuilder("{\"values\": {");
        String comma = "";
        for (Map.Entry<String, Object> entry : found.entrySet()) {
            text.append(comma).append(json(entry.getKey())).append(": ").append(json(entry.getValue()));
            comma = ", ";
        }
        text.append("}, \"intervals\": [");
        comma = "";
        IntervalSet set = (IntervalSet) element.getAttribute("timeset");
        for (Interval interval : set == null ? new Interval[0] : set.toArray()) {
            text.append(comma).append("[").append(time(interval.getLow())).append(", ").append(time(interval.getHigh())).append("]");
            comma = ", ";
        }
        text.append("]");
        if (element instanceof Node) {
            Node node = (Node) element;
            text.append(", \"place\": [" + node.x() + ", " + node.y() + ", " + node.size() + "]");
        } else {
            Edge edge = (Edge) element;
            text.append(", \"source\": " + json(edge.getSource().getId()) + ", \"target\": " + json(edge.getTarget().getId()));
            text.append(", \"kind\": " + json(edge.getTypeLabel()) + ", \"directed\": " + edge.isDirected());
        }
        int colour = ((ElementProperties) element).getRGBA();
        text.append(", \"colour\": [" + (colour >> 16 & 255) + ", " + (colour >> 8 & 255) + ", " + (colour & 255) + "]");
        return text.append("}").toString();
    }

    private static String columns(Table table) {
        StringBuilder text = new StringBuilder("{");
        String comma = "";
        for (Column column : table) {
            text.append(comma).append(json(column.getTitle())).append(": ").append(json(column.getTypeClass().getSimpleName()));
            comma = ", ";
        }
        return text.append("}").toString();
    }

    private static String time(double value) {
        return Double.isInfinite(value) ? "null" : String.format("%.0f", value);
    }

    private static String json(Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Number) {
            return value.toString();
        }
        StringBuilder text = new StringBuilder("\"");
        for (char c : value.toString().toCharArray()) {
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.append('"').toString();
    }
}
