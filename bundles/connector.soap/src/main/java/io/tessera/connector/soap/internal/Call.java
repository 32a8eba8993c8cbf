package io.tessera.connector.soap.internal;

import io.tessera.connector.soap.internal.Source.Variable;
import io.tessera.connector.spi.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How an operation of the service is called. In the settings: its name first, then a line {@code
 * path = source} for each value to send, and a line {@code name <- path} for each to read.
 *
 * @param property the setting that says so
 * @param operation its name in the WSDL
 */
record Call(String property, String operation, List<Input> inputs, List<Output> outputs) {
  static final String ALL = "*";
  static final String ID = "$id";
  static final String EACH = "$each";
  static final String NEXT = "$next";
  static final String TOTAL = "$total";
  static final String SUCCESS = "$success";
  static final String FAULT = "$fault";
  static final String ACTIVE = "$active";
  static final String INACTIVE = "$inactive";
  private static final Set<String> READABLE =
      Set.of(ID, EACH, NEXT, TOTAL, SUCCESS, FAULT, ACTIVE, INACTIVE);

  /** A value to send. */
  record Input(Path path, Source source) {}

  /**
   * A value to read.
   *
   * @param name an attribute, {@link #ALL} of them, or one of those with a dollar
   * @param expected for {@link #SUCCESS}: the value that means it
   */
  record Output(String name, Path path, String expected) {}

  Call {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * Reads a setting.
   *
   * @return none when it is empty
   * @throws ConfigurationException a line of it cannot be understood
   */
  static Optional<Call> of(String property, String @Nullable [] lines) {
    List<String> written =
        Stream.of(lines == null ? new String[0] : lines)
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .toList();
    if (written.isEmpty()) {
      return Optional.empty();
    }
    List<Input> inputs = new ArrayList<>();
    List<Output> outputs = new ArrayList<>();
    for (String line : written.subList(1, written.size())) {
      int arrow = line.indexOf("<-");
      if (arrow > 0) {
        outputs.add(output(property, line, arrow));
      } else {
        inputs.add(input(property, line));
      }
    }
    return Optional.of(new Call(property, operation(property, written.get(0)), inputs, outputs));
  }

  private static String operation(String property, String line) {
    if (line.contains("=") || line.contains("<-") || line.contains(" ")) {
      throw new ConfigurationException(
          property, "must begin with the name of an operation, not with " + line + ".");
    }
    return line;
  }

  /** A line {@code path = source}, or {@code path/* = *}. */
  static Input input(String property, String line) {
    int equals = equalsSign(line);
    if (equals <= 0) {
      throw new ConfigurationException(
          property, "has a line that is neither path = source nor name <- path: " + line);
    }
    Source source = Source.parse(property, line.substring(equals + 1));
    String left = line.substring(0, equals).strip();
    boolean below = left.equals(ALL) || left.endsWith("/" + ALL);
    if (below != source instanceof Source.All) {
      throw new ConfigurationException(
          property, "has a * on one side only, which goes with path/* = *: " + line);
    }
    return new Input(path(property, below ? parent(left) : left), source);
  }

  private static String parent(String left) {
    return left.equals(ALL) ? "." : left.substring(0, left.length() - 2);
  }

  /** The first one that is not in a selection. */
  private static int equalsSign(String line) {
    boolean selecting = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '[' || c == ']') {
        selecting = c == '[';
      } else if (c == '=' && !selecting) {
        return i;
      }
    }
    return -1;
  }

  private static Output output(String property, String line, int arrow) {
    String name = line.substring(0, arrow).strip();
    if (name.startsWith("$") && !READABLE.contains(name)) {
      throw new ConfigurationException(property, "knows no " + name + " to read.");
    }
    String right = line.substring(arrow + 2).strip();
    int is = right.lastIndexOf(" is ");
    String expected = is < 0 ? "true" : right.substring(is + 4).strip();
    if (is >= 0 && !name.equals(SUCCESS)) {
      throw new ConfigurationException(property, "has an 'is', which goes with $success: " + line);
    }
    return new Output(name, path(property, is < 0 ? right : right.substring(0, is)), expected);
  }

  private static Path path(String property, String written) {
    try {
      return Path.parse(written);
    } catch (IllegalArgumentException malformed) {
      throw new ConfigurationException(property, "has " + malformed.getMessage() + ".");
    }
  }

  boolean sends(Variable variable) {
    return inputs.stream().anyMatch(i -> i.source() == variable);
  }

  Optional<Path> whereSends(Variable variable) {
    return inputs.stream().filter(i -> i.source() == variable).map(Input::path).findFirst();
  }

  boolean reads(String name) {
    return where(name).isPresent();
  }

  Optional<Path> where(String name) {
    return outputs.stream().filter(o -> o.name().equals(name)).map(Output::path).findFirst();
  }

  /** For people: the setting and the operation. */
  @Override
  public String toString() {
    return property + " (" + operation + ")";
  }
}
