package io.tessera.connector.soap.internal;

import io.tessera.connector.soap.internal.Path.Key;
import io.tessera.connector.soap.internal.Path.Step;
import io.tessera.connector.xml.XmlElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An element or attribute of a message in the making, not yet in order. For one use. */
final class Node {
  private final String name;
  private final boolean attribute;
  private final List<Node> children = new ArrayList<>();
  private @Nullable List<String> values;

  private Node(String name, boolean attribute) {
    this.name = name;
    this.attribute = attribute;
  }

  static Node root() {
    return new Node("", false);
  }

  String name() {
    return name;
  }

  /** Null where nothing was said; empty: to be emptied. */
  @Nullable List<String> values() {
    return values;
  }

  boolean isLeaf() {
    return values != null && children.isEmpty();
  }

  Stream<Node> elements() {
    return children.stream().filter(c -> !c.attribute);
  }

  Stream<Node> attributes() {
    return children.stream().filter(c -> c.attribute);
  }

  /** Puts values at the end of a path. */
  void put(Path path, List<String> all) {
    at(path).values = List.copyOf(all);
  }

  /** Puts what an element holds at the end of a path. */
  void copy(Path path, XmlElement element) {
    at(path).copy(element);
  }

  private void copy(XmlElement element) {
    element
        .attributes()
        .forEach(
            (key, value) -> {
              if (!key.startsWith("{")) {
                leaf(key, true, value);
              }
            });
    for (XmlElement child : element.children()) {
      Node node = new Node(child.name(), false);
      children.add(node);
      node.copy(child);
      if (child.children().isEmpty()) {
        node.values = child.text().isEmpty() ? List.of() : List.of(child.text());
      }
    }
  }

  private Node at(Path path) {
    Node node = this;
    for (Step step : path.steps()) {
      node = node.child(step);
    }
    if (!path.steps().isEmpty()) {
      // Several that were read are replaced as a whole.
      Step last = path.steps().get(path.steps().size() - 1);
      Node kept = node;
      parent(path).children.removeIf(c -> c != kept && last.key() == null && c.is(last));
    }
    return node;
  }

  private Node parent(Path path) {
    Node node = this;
    for (Step step : path.steps().subList(0, path.steps().size() - 1)) {
      node = node.child(step);
    }
    return node;
  }

  private Node child(Step step) {
    return children.stream()
        .filter(c -> c.is(step))
        .findFirst()
        .orElseGet(
            () -> {
              Node created = new Node(step.name(), step.attribute());
              @Nullable Key key = step.key();
              if (key != null) {
                created.leaf(key.name(), key.attribute(), key.value());
              }
              children.add(created);
              return created;
            });
  }

  private void leaf(String leafName, boolean isAttribute, String value) {
    Node leaf = new Node(leafName, isAttribute);
    leaf.values = List.of(value);
    children.add(leaf);
  }

  private boolean is(Step step) {
    @Nullable Key key = step.key();
    return name.equals(step.name())
        && attribute == step.attribute()
        && (key == null || children.stream().anyMatch(c -> c.is(key)));
  }

  private boolean is(Key key) {
    return name.equals(key.name())
        && attribute == key.attribute()
        && List.of(key.value()).equals(Objects.requireNonNullElse(values, List.of()));
  }

  /** The same with one value of each leaf that has several. */
  Node single(int index) {
    Node copy = new Node(name, attribute);
    for (Node child : children) {
      @Nullable List<String> all = child.values;
      if (all == null || all.size() < 2) {
        copy.children.add(child);
      } else if (index < all.size()) {
        copy.leaf(child.name, child.attribute, all.get(index));
      }
    }
    return copy;
  }
}
