package io.tessera.connector.kit;

import io.tessera.connector.kit.Subject.Ability;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What became of each sentence of the contract. Safe for use by several threads. */
final class Verdict {
  private static final String ASSUMPTION = "Assumption failed: ";
  private static final int LONGEST_REASON = 500;

  private final Map<String, Sentence> sentences = new TreeMap<>();
  private List<String> abilities = List.of();
  private @Nullable Class<?> connector;

  /** The worse the later: a sentence of several cases is as good as its worst. */
  enum Result {
    SKIPPED,
    PASSED,
    FAILED
  }

  private record Sentence(Result result, int cases, String reason) {
    Sentence and(Sentence other) {
      Sentence worse = result.compareTo(other.result) >= 0 ? this : other;
      return new Sentence(worse.result, cases + other.cases, worse.reason);
    }
  }

  synchronized void tried(Class<?> type, Set<Ability> able) {
    connector = type;
    abilities = able.stream().map(a -> a.name().toLowerCase(Locale.ROOT)).toList();
  }

  synchronized void note(String method, Result result, Optional<String> why) {
    String reason =
        why.map(w -> w.startsWith(ASSUMPTION) ? w.substring(ASSUMPTION.length()) : w).orElse("");
    String bounded =
        reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
    sentences.merge(method.replace('_', ' '), new Sentence(result, 1, bounded), Sentence::and);
  }

  synchronized String json(String test, String kit, Instant at) {
    Provenance from = connector == null ? new Provenance("", "") : Provenance.of(connector);
    List<String> fields = new ArrayList<>();
    fields.add(field("bundle", from.bundle()));
    fields.add(field("version", from.version()));
    fields.add(field("connector", connector == null ? "" : connector.getName()));
    fields.add(field("test", test));
    fields.add(field("kit", kit));
    fields.add(field("at", at.toString()));
    fields.add("\"kept\": " + (count(Result.FAILED) == 0 && count(Result.PASSED) > 0));
    for (Result result : Result.values()) {
      fields.add("\"" + lower(result) + "\": " + count(result));
    }
    fields.add(
        "\"abilities\": ["
            + String.join(", ", abilities.stream().map(Verdict::text).toList())
            + "]");
    List<String> told = new ArrayList<>();
    sentences.forEach((words, sentence) -> told.add("    " + json(words, sentence)));
    fields.add("\"sentences\": [\n" + String.join(",\n", told) + "\n  ]");
    return "{\n  " + String.join(",\n  ", fields) + "\n}\n";
  }

  private static String json(String words, Sentence sentence) {
    String reason = sentence.reason().isEmpty() ? "" : ", " + field("reason", sentence.reason());
    return "{"
        + field("sentence", words)
        + ", "
        + field("result", lower(sentence.result()))
        + ", \"cases\": "
        + sentence.cases()
        + reason
        + "}";
  }

  private long count(Result result) {
    return sentences.values().stream().filter(s -> s.result() == result).count();
  }

  private static String lower(Result result) {
    return result.name().toLowerCase(Locale.ROOT);
  }

  private static String field(String name, String value) {
    return text(name) + ": " + text(value);
  }

  private static String text(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : value.toCharArray()) {
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c)) {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
