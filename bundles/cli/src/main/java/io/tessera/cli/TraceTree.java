package io.tessera.cli;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a request caused, as a tree for reading. */
final class TraceTree {
  private static final String STEP = "  ";

  private final StringBuilder text = new StringBuilder();

  private TraceTree() {}

  static String of(Attributes trace) {
    TraceTree tree = new TraceTree();
    tree.line("", "request " + word(trace, "causality"));
    objects(trace, "changes").forEach(tree::change);
    return tree.text.toString();
  }

  private void change(Attributes change) {
    line(
        STEP,
        word(change, "at"),
        word(change, "actor"),
        "by " + word(change, "channel"),
        word(change, "kind"),
        word(change, "resourceType"),
        word(change, "resource"),
        change.text("action").orElseGet(() -> "version " + word(change, "version")),
        "(record " + word(change, "id") + ")");
    field(STEP + STEP, "changed", word(change, "changed"));
    field(STEP + STEP, "erased", word(change, "erased"));
    change
        .complex("decisions")
        .forEach((name, value) -> field(STEP + STEP, name, Table.text(value)));
    objects(change, "operations").forEach(this::operation);
  }

  private void operation(Attributes operation) {
    line(
        STEP + STEP,
        word(operation, "targetName") + ":",
        word(operation, "kind"),
        word(operation, "state"),
        "attempts " + word(operation, "attempts") + ",",
        "created " + word(operation, "created"),
        operation.text("finished").map(t -> "finished " + t).orElse(""),
        operation.text("due").map(t -> "due " + t).orElse(""),
        "(operation " + word(operation, "id") + ")");
    field(STEP.repeat(3), "failure", word(operation, "failure"));
    field(STEP.repeat(3), "detail", word(operation, "detail"));
    objects(operation, "calls").forEach(this::call);
  }

  private void call(Attributes call) {
    line(
        STEP.repeat(3),
        "#" + word(call, "number"),
        word(call, "started"),
        word(call, "action"),
        word(call, "result"),
        "in " + word(call, "tookMillis") + " ms",
        "by " + word(call, "connector"),
        "on " + word(call, "node"));
    field(STEP.repeat(4), "detail", word(call, "detail"));
    field(STEP.repeat(4), "request", word(call, "request"));
    field(STEP.repeat(4), "answer", word(call, "answer"));
  }

  private void field(String indent, String name, String value) {
    if (!value.isEmpty()) {
      line(indent, name + ": " + value);
    }
  }

  private void line(String indent, String... words) {
    String line =
        List.of(words).stream().filter(word -> !word.isEmpty()).collect(Collectors.joining(" "));
    text.append(indent).append(Table.printable(line).replace('\n', ' ')).append('\n');
  }

  private static String word(Attributes from, String name) {
    return Table.cell(from, name);
  }

  private static List<Attributes> objects(Attributes from, String name) {
    List<Attributes> objects = new ArrayList<>();
    for (Value element : from.get(name).map(Value::elements).orElse(List.of())) {
      if (element instanceof Value.Complex complex) {
        objects.add(complex.attributes());
      }
    }
    return objects;
  }
}
