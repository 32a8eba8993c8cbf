package io.tessera.connector.soap.internal;

import io.tessera.connector.http.Exchange;
import io.tessera.connector.spi.ConfigurationException;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.xml.SoapFault;
import io.tessera.connector.xml.XmlElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the service's faults mean. A rule is {@code KIND = text}, where {@code *} stands for any
 * text: it holds for a fault with such a code, an element of this name or with such a text in its
 * detail, or such a reason, in any case. The first that holds decides.
 */
final class FaultRules {
  private static final String PROPERTY = "faults";
  private static final int LONGEST = 2_000;

  private final List<Rule> rules;

  private record Rule(FailureKind kind, Pattern pattern) {
    boolean holds(SoapFault fault) {
      return fault.says(
          word ->
              pattern
                  .matcher(word.length() > LONGEST ? word.substring(0, LONGEST) : word)
                  .matches());
    }
  }

  private FaultRules(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  static FaultRules of(String @Nullable [] lines) {
    List<Rule> rules = new ArrayList<>();
    for (String line : lines == null ? new String[0] : lines) {
      if (!line.isBlank()) {
        rules.add(rule(line));
      }
    }
    return new FaultRules(rules);
  }

  private static Rule rule(String line) {
    int equals = line.indexOf('=');
    String text = line.substring(equals + 1).strip();
    if (equals < 0 || text.isEmpty()) {
      throw new ConfigurationException(PROPERTY, "has a line that is not KIND = text: " + line);
    }
    String kind = line.substring(0, equals).strip().toUpperCase(Locale.ROOT);
    return new Rule(
        Stream.of(FailureKind.values())
            .filter(k -> k.name().equals(kind))
            .findFirst()
            .orElseThrow(() -> new ConfigurationException(PROPERTY, "knows no kind " + kind + ".")),
        pattern(text));
  }

  /** Possessive between the stars would be wrong, so few stars are allowed. */
  private static Pattern pattern(String text) {
    String[] pieces = text.split("\\*", -1);
    if (pieces.length > 5) {
      throw new ConfigurationException(PROPERTY, "has more than four stars in a line: " + text);
    }
    return Pattern.compile(
        Stream.of(pieces).map(Pattern::quote).collect(Collectors.joining(".*?")),
        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
  }

  /**
   * What a fault means.
   *
   * @param otherwise for one that no rule knows and that blames the service itself
   */
  FailureKind kind(SoapFault fault, FailureKind otherwise) {
    Optional<Rule> rule = rules.stream().filter(r -> r.holds(fault)).findFirst();
    return rule.map(Rule::kind)
        .orElseGet(
            () ->
                switch (fault.blame()) {
                  case SENDER -> FailureKind.INVALID;
                  case CREDENTIALS -> FailureKind.AUTHENTICATION;
                  case SETTINGS -> FailureKind.CONFIGURATION;
                  case RECEIVER -> otherwise;
                });
  }

  /** For the operator. */
  static String describe(String operation, SoapFault fault) {
    String codes = String.join(".", fault.codes());
    String names =
        fault.detail().stream()
            .map(XmlElement::name)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.joining(", "));
    String said =
        Stream.of(codes, names, fault.reason())
            .filter(s -> !s.isBlank())
            .collect(Collectors.joining("; "));
    return "The service refused " + operation + ": " + Exchange.oneLine(said);
  }
}
