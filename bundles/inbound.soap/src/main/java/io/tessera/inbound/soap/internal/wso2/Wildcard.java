package io.tessera.inbound.soap.internal.wso2;

import io.tessera.inbound.soap.internal.AttributeSlot;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.filter.Filter;
import io.tessera.model.filter.Filter.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A pattern in which {@code *} stands for any text and {@code ?} for any character. */
final class Wildcard {
  private static final int MOST = 5;

  private final String pattern;
  private final List<String> literals;
  private final Pattern exact;

  /**
   * @throws RejectedException it has too many wildcards
   */
  Wildcard(String pattern) {
    this.pattern = pattern;
    this.literals = List.of(pattern.split("[*?]+", -1));
    if (literals.size() > MOST + 1) {
      throw RejectedException.of(
          Kind.INVALID_FILTER, "A filter may hold at most " + MOST + " wildcards.");
    }
    StringBuilder regex = new StringBuilder();
    pattern
        .codePoints()
        .forEach(
            c ->
                regex.append(
                    c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c))));
    this.exact =
        Pattern.compile(
            regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
  }

  /** The condition a search begins with; empty for everything. */
  Optional<Filter> filter(AttributeSlot slot) {
    if (literals.size() == 1) {
      return Optional.of(slot.filter(Operator.EQ, pattern));
    }
    if (!slot.isText()) {
      throw RejectedException.at(
          Kind.INVALID_FILTER, slot.path(), "It holds no text; search for a whole value.");
    }
    List<Filter> all = new ArrayList<>();
    for (int i = 0; i < literals.size(); i++) {
      if (!literals.get(i).isEmpty()) {
        Operator operator =
            i == 0 ? Operator.SW : i == literals.size() - 1 ? Operator.EW : Operator.CO;
        all.add(slot.filter(operator, literals.get(i)));
      }
    }
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(all.size() == 1 ? all.get(0) : new Filter.And(all));
  }

  /** Whether a name that the search found is one that was meant. */
  boolean matches(String name) {
    return exact.matcher(name).matches();
  }
}
