package io.tessera.scim.protocol.fuzz;

import io.tessera.model.Value;
import io.tessera.model.filter.Filter;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes filters as clients do: plainly, or in every other way that means the same. */
final class Spelling {
  private static final String CORE = "urn:ietf:params:scim:schemas:core:2.0:User:";
  private static final int MAX_ZONE_HOURS = 14;

  private final @Nullable Random random;

  private Spelling(@Nullable Random random) {
    this.random = random;
  }

  static Spelling plain() {
    return new Spelling(null);
  }

  static Spelling odd(Random random) {
    return new Spelling(random);
  }

  String of(Filter filter) {
    return space(0) + whole(filter, false) + space(0);
  }

  private String whole(Filter filter, boolean inside) {
    String bare = bare(filter, inside);
    return chance(5) ? "(" + space(0) + bare + space(0) + ")" : bare;
  }

  private String bare(Filter filter, boolean inside) {
    if (filter instanceof Filter.And and) {
      return joined(and.all(), "and", inside);
    }
    if (filter instanceof Filter.Or or) {
      return joined(or.any(), "or", inside);
    }
    if (filter instanceof Filter.Not not) {
      return cased("not") + space(0) + "(" + space(0) + whole(not.filter(), inside) + ")";
    }
    if (filter instanceof Filter.Present present) {
      return name(present.path().toString(), inside) + space(1) + cased("pr");
    }
    if (filter instanceof Filter.Element element) {
      return name(element.path().toString(), inside)
          + "["
          + space(0)
          + whole(element.inner(), true)
          + space(0)
          + "]";
    }
    Filter.Compare compare = (Filter.Compare) filter;
    String name = compare.path().toString();
    return name(name, inside)
        + space(1)
        + cased(compare.operator().name().toLowerCase(Locale.ROOT))
        + space(1)
        + literal(compare.literal(), name.startsWith("meta."));
  }

  /** Connectives inside connectives are bracketed, so that their shape is kept. */
  private String joined(List<Filter> filters, String with, boolean inside) {
    return filters.stream()
        .map(
            each ->
                each instanceof Filter.And || each instanceof Filter.Or
                    ? "(" + whole(each, inside) + ")"
                    : whole(each, inside))
        .collect(Collectors.joining(space(1) + cased(with) + space(1)));
  }

  private String name(String name, boolean inside) {
    boolean core = !inside && !name.startsWith("urn:");
    return core && chance(4) ? cased(CORE) + cased(name) : cased(name);
  }

  private String literal(Value value, boolean moment) {
    if (value instanceof Value.Bool bool) {
      String plain = Boolean.toString(bool.value());
      return chance(3) ? '"' + cased(plain) + '"' : plain;
    }
    String text = ((Value.Text) value).value();
    if (moment && random != null) {
      int hours = random.nextInt(2 * MAX_ZONE_HOURS) - MAX_ZONE_HOURS;
      OffsetDateTime there = Instant.parse(text).atOffset(ZoneOffset.ofHours(hours));
      return '"' + DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(there) + '"';
    }
    return '"' + text.chars().mapToObj(c -> written((char) c)).collect(Collectors.joining()) + '"';
  }

  private String written(char c) {
    if (c == '"' || c == '\\') {
      return chance(3) ? unicode(c) : "\\" + c;
    }
    return c < ' ' || chance(6) ? unicode(c) : Character.toString(c);
  }

  private static String unicode(char c) {
    return String.format(Locale.ROOT, "\\u%04x", (int) c);
  }

  private String space(int atLeast) {
    int more = random == null ? 0 : Math.max(0, random.nextInt(6) - 3);
    return " ".repeat(atLeast) + "\t ".repeat(more);
  }

  private String cased(String word) {
    if (random == null) {
      return word;
    }
    return word.chars()
        .mapToObj(c -> Character.toString(chance(2) ? Character.toUpperCase(c) : c))
        .collect(Collectors.joining());
  }

  private boolean chance(int oneIn) {
    return random != null && random.nextInt(oneIn) == 0;
  }
}
