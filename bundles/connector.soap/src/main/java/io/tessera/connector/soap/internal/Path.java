package io.tessera.connector.soap.internal;

import io.tessera.connector.xml.XmlElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where something is in a message, from the message's own element down: {@code user/login}, {@code
 * user/@id}, {@code claim[uri="urn:mail"]/value}, or {@code .} for the element itself. Names are
 * without namespaces; the WSDL knows these.
 */
record Path(List<Step> steps) {
  private static final String NAME = "[\\p{L}_][\\p{L}\\p{N}_.\\-]*";
  private static final Pattern STEP =
      Pattern.compile("(@?" + NAME + ")(?:\\[(@?" + NAME + ")=\"([^\"]*)\"\\])?(/|$)");

  /** The element itself. */
  static final Path HERE = new Path(List.of());

  /**
   * One step down.
   *
   * @param key the element or attribute that tells one of several from the others; none for all
   */
  record Step(String name, boolean attribute, @Nullable Key key) {}

  /** What an element must hold to be the one that is meant. */
  record Key(String name, boolean attribute, String value) {
    boolean isIn(XmlElement element) {
      return attribute
          ? element.attribute(name).filter(value::equals).isPresent()
          : element.children().stream()
              .anyMatch(c -> c.name().equals(name) && c.text().strip().equals(value));
    }
  }

  Path {
    steps = List.copyOf(steps);
  }

  /**
   * Reads a path.
   *
   * @throws IllegalArgumentException it is none
   */
  static Path parse(String written) {
    String text = written.strip();
    if (text.equals(".")) {
      return HERE;
    }
    List<Step> steps = new ArrayList<>();
    Matcher step = STEP.matcher(text);
    int at = 0;
    while (at < text.length() && step.region(at, text.length()).lookingAt()) {
      steps.add(step(step));
      at = step.end();
    }
    boolean complete = at == text.length() && !steps.isEmpty() && !text.endsWith("/");
    boolean attributesLast = steps.stream().limit(steps.size() - 1L).noneMatch(Step::attribute);
    if (!complete || !attributesLast) {
      throw new IllegalArgumentException("no path such as user/login: " + text);
    }
    return new Path(steps);
  }

  private static Step step(Matcher found) {
    String name = Objects.requireNonNull(found.group(1));
    @Nullable String keyName = found.group(2);
    @Nullable Key key =
        keyName == null
            ? null
            : new Key(
                bare(keyName), keyName.startsWith("@"), Objects.requireNonNull(found.group(3)));
    return new Step(bare(name), name.startsWith("@"), key);
  }

  private static String bare(String name) {
    return name.startsWith("@") ? name.substring(1) : name;
  }

  /** This path, and from there the other. */
  Path then(Path further) {
    return new Path(Stream.concat(steps.stream(), further.steps.stream()).toList());
  }

  /** The elements at the end; none when it ends at an attribute. */
  List<XmlElement> elements(XmlElement from) {
    Stream<XmlElement> found = Stream.of(from);
    for (Step step : steps) {
      found = step.attribute() ? Stream.empty() : found.flatMap(e -> matching(e, step));
    }
    return found.toList();
  }

  private static Stream<XmlElement> matching(XmlElement parent, Step step) {
    @Nullable Key key = step.key();
    return parent.children().stream()
        .filter(c -> c.name().equals(step.name()) && (key == null || key.isIn(c)));
  }

  /** The texts at the end; nothing for what is nil or empty. */
  List<String> texts(XmlElement from) {
    if (!steps.isEmpty() && last().attribute()) {
      return new Path(steps.subList(0, steps.size() - 1))
          .elements(from).stream().flatMap(e -> e.attribute(last().name()).stream()).toList();
    }
    return elements(from).stream().map(XmlElement::text).filter(t -> !t.isEmpty()).toList();
  }

  private Step last() {
    return steps.get(steps.size() - 1);
  }

  @Override
  public String toString() {
    if (steps.isEmpty()) {
      return ".";
    }
    return String.join("/", steps.stream().map(Path::written).toList());
  }

  private static String written(Step step) {
    @Nullable Key key = step.key();
    String select =
        key == null ? "" : "[" + at(key.attribute()) + key.name() + "=\"" + key.value() + "\"]";
    return at(step.attribute()) + step.name() + select;
  }

  private static String at(boolean attribute) {
    return attribute ? "@" : "";
  }
}
