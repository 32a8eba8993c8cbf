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
  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;
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
    String words = at(text, answer).or(() -> at(code, answer)).orElse("");
    return new TargetFailure(
        rule(answer)
            .map(r -> answer.failed(r.kind(), words))
            .orElseGet(() -> answer.failed(words)));
  }

  /** Whether somebody has said what this answer means; a meaning of another code is none of it. */
  boolean decides(Exchange answer) {
    return rule(answer).isPresent();
  }

  /** Whether it says that there is no such thing: 404 and 410, where they mean nothing else. */
  boolean saysGone(Exchange answer) {
    return rule(answer)
        .map(r -> r.kind() == FailureKind.GONE)
        .orElse(answer.status() == NOT_FOUND || answer.status() == GONE);
  }

  private Optional<Rule> rule(Exchange answer) {
    List<Rule> ofStatus = rules.stream().filter(r -> r.status() == answer.status()).toList();
    if (ofStatus.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> given = at(code, answer);
    return ofStatus.stream().filter(r -> r.code().isEmpty() || r.code().equals(given)).findFirst();
  }

  /** What an answer says at a place, if that is set. */
  private static Optional<String> at(Pointer place, Exchange answer) {
    if (place.steps().isEmpty()) {
      return Optional.empty();
    }
    try {
      return place.textIn(JsonText.read(answer.body()));
    } catch (JsonText.FormatException otherWords) {
      return Optional.empty();
    }
  }
}
