package io.tessera.connector.rest.internal;

import io.tessera.connector.http.Exchange;
import io.tessera.connector.spi.ConfigurationException;
import io.tessera.connector.spi.FailureKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What statuses mean, where they mean something else than usual.
 *
 * @param code where an answer has a code of the error
 * @param text where it has words for the operator
 */
record Kinds(List<Rule> rules, Pointer code, Pointer text) {
  private static final Pattern LINE =
      Pattern.compile("([1-5][0-9]{2})(?:\\s+(\\S+))?\\s*=\\s*([A-Za-z]+)");

  /** A status, perhaps with a code, and what it means. */
  record Rule(int status, Optional<String> code, FailureKind kind) {}

  static Kinds of(String[] lines, Pointer code, Pointer text) {
    List<Rule> rules = new ArrayList<>();
    for (String line : lines) {
      if (!line.isBlank()) {
        rules.add(rule(line.strip(), code));
      }
    }
    return new Kinds(List.copyOf(rules), code, text);
  }

  private static Rule rule(String line, Pointer code) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw refused("\"" + line + "\" is no status = kind; write it like 422 = CONFLICT");
    }
    Optional<String> ofCode = Optional.ofNullable(parts.group(2));
    if (ofCode.isPresent() && code.steps().isEmpty()) {
      throw refused("\"" + line + "\" names a code; set errorCode, which says where it is");
    }
    try {
      FailureKind kind = FailureKind.valueOf(parts.group(3).toUpperCase(Locale.ROOT));
      return new Rule(Integer.parseInt(parts.group(1)), ofCode, kind);
    } catch (IllegalArgumentException unknown) {
      throw refused(parts.group(3) + " is no kind; they are " + List.of(FailureKind.values()));
    }
  }

  private static ConfigurationException refused(String detail) {
    return new ConfigurationException("failures", detail + ".");
  }

  /** An answer that is no success. */
  TargetFailure failure(Exchange answer) {
    Optional<Json> body = json(answer);
    Optional<String> said = body.filter(b -> !text.steps().isEmpty()).flatMap(text::textIn);
    Optional<String> given = body.filter(b -> !code.steps().isEmpty()).flatMap(code::textIn);
    String words = said.or(() -> given).orElse("");
    for (Rule rule : rules) {
      boolean meant = rule.code().isEmpty() || rule.code().equals(given);
      if (rule.status() == answer.status() && meant) {
        return new TargetFailure(answer.failed(rule.kind(), words));
      }
    }
    return new TargetFailure(answer.failed(words));
  }

  /** Whether somebody has said what this status means. */
  boolean decides(int status) {
    return rules.stream().anyMatch(r -> r.status() == status);
  }

  private static Optional<Json> json(Exchange answer) {
    try {
      return Optional.of(JsonText.read(answer.body()));
    } catch (JsonText.FormatException otherWords) {
      return Optional.empty();
    }
  }
}
