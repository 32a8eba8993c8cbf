package io.tessera.scim.protocol.fuzz;

import io.tessera.model.AttributePath;
import io.tessera.model.Value;
import io.tessera.model.filter.Filter;
import io.tessera.model.filter.Filter.Operator;
import io.tessera.model.schema.BuiltInSchemas;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes filters over users that are within the limits, from a seed. */
final class RandomFilters {
  private static final List<AttributePath> TEXTS =
      List.of(
          AttributePath.of("userName"),
          AttributePath.of("title"),
          AttributePath.of("externalId"),
          AttributePath.of("name", "familyName"),
          AttributePath.of("emails", "value"),
          AttributePath.inExtension(BuiltInSchemas.ENTERPRISE_URN, "department"),
          AttributePath.inExtension(BuiltInSchemas.ENTERPRISE_URN, "manager").withSub("value"));
  private static final List<AttributePath> PARTS =
      List.of(AttributePath.of("type"), AttributePath.of("value"));
  private static final List<String> LISTS = List.of("emails", "phoneNumbers", "addresses");
  private static final Operator[] ORDER = {
    Operator.EQ, Operator.NE, Operator.GT, Operator.GE, Operator.LT, Operator.LE
  };
  private static final int[] ODD_CHARACTERS = {
    '"', '\\', '/', '\'', '%', '_', '*', '(', ')', '[', ']', ' ', '\t', '\n', 1, 0x7f, 0xa0, 0xe9,
    0x130, 0x3c3, 0x2028, 0xfeff, 0xfffd, 0x1f600
  };

  private final Random random;

  RandomFilters(Random random) {
    this.random = random;
  }

  /** A filter of at most so many conditions and connectives. */
  Filter next(int budget) {
    return next(budget, false);
  }

  private Filter next(int budget, boolean inside) {
    if (budget < 3 || random.nextInt(4) == 0) {
      return condition(inside);
    }
    return switch (random.nextInt(inside ? 3 : 4)) {
      case 0 -> new Filter.Not(next(budget - 1, inside));
      case 1 -> new Filter.And(several(budget - 1, inside));
      case 2 -> new Filter.Or(several(budget - 1, inside));
      default -> {
        String list = LISTS.get(random.nextInt(2));
        yield new Filter.Element(AttributePath.of(list), next(budget - 1, true));
      }
    };
  }

  private List<Filter> several(int budget, boolean inside) {
    int count = 2 + random.nextInt(Math.max(1, Math.min(3, budget / 2 - 1)));
    List<Filter> several = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      several.add(next(budget / count, inside));
    }
    return several;
  }

  private Filter condition(boolean inside) {
    AttributePath text = inside ? pick(PARTS) : pick(TEXTS);
    return switch (random.nextInt(6)) {
      case 0 -> new Filter.Present(inside ? text : AttributePath.of(pick(LISTS)));
      case 1 ->
          new Filter.Compare(
              AttributePath.of(inside ? "primary" : "active"),
              random.nextBoolean() ? Operator.EQ : Operator.NE,
              Value.bool(random.nextBoolean()));
      case 2 -> inside ? compared(text) : new Filter.Compare(created(), order(), moment());
      default -> compared(text);
    };
  }

  private Filter compared(AttributePath path) {
    Operator[] all = Operator.values();
    return new Filter.Compare(path, all[random.nextInt(all.length)], Value.text(text()));
  }

  private static AttributePath created() {
    return AttributePath.of("meta", "created");
  }

  private Operator order() {
    return ORDER[random.nextInt(ORDER.length)];
  }

  private Value moment() {
    return Value.text(Instant.ofEpochSecond(random.nextInt(), random.nextInt(1000)).toString());
  }

  /** A text that databases can keep, with much of what has a meaning somewhere. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(9); n > 0; n--) {
      text.appendCodePoint(
          random.nextBoolean()
              ? 'a' + random.nextInt(26)
              : ODD_CHARACTERS[random.nextInt(ODD_CHARACTERS.length)]);
    }
    return text.toString();
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
