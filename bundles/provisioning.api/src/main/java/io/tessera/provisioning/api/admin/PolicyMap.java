package io.tessera.provisioning.api.admin;

import io.tessera.model.Attributes;
import io.tessera.model.ResourceType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the attributes of an account are computed from those of the identity or group.
 *
 * @param user rows for accounts
 * @param group rows for groups; empty when groups are not provisioned to this target
 * @param tables for {@code lookup(table, key)} in expressions: value by key, by name of the table
 * @param tests what the rows have to give; a map that fails one is not taken
 */
public record PolicyMap(
    List<Row> user, List<Row> group, Map<String, Map<String, String>> tables, List<Test> tests) {
  public PolicyMap {
    user = List.copyOf(user);
    group = List.copyOf(group);
    tables =
        tables.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(Map.Entry::getKey, t -> Map.copyOf(t.getValue())));
    tests = List.copyOf(tests);
  }

  /** Without tables and tests. */
  public PolicyMap(List<Row> user, List<Row> group) {
    this(user, group, Map.of(), List.of());
  }

  public List<Row> rows(ResourceType type) {
    return type == ResourceType.USER ? user : group;
  }

  /**
   * Given this user or group, these values are expected.
   *
   * @param name for people
   * @param given its attributes, spelled as in the schema
   * @param expect values by attribute of the target, in any order; others are not looked at
   */
  public record Test(
      String name, ResourceType type, Attributes given, Map<String, List<String>> expect) {
    public Test {
      expect = Map.copyOf(expect);
    }
  }

  /** What is done to an account. Disabling and enabling are updates as well. */
  public enum Event {
    CREATE,
    UPDATE,
    ENABLE,
    DISABLE,
    /** The user was deleted and the account is kept, by the target's settings. */
    DELETE,
    /** The value of the key changes; an update as well. */
    RENAME,
    /** A password goes with it; a creation or an update as well. */
    PASSWORD
  }

  /** When a value is sent to an account that exists. Creations send all that there is. */
  public enum Strength {
    /** When the account has none. */
    WEAK,
    /** When it is another one by the change; what others do to the account stays. */
    NORMAL,
    /** Each time. */
    STRONG
  }

  /** What a value is. It is checked, and brought into the form that connectors expect. */
  public enum ValueType {
    STRING,
    NUMBER,
    BOOLEAN,
    /** A date, or a date and time; sent in RFC 3339, UTC. */
    DATE,
    /** Base64. */
    BINARY
  }

  /** What becomes of upper and lower case. */
  public enum LetterCase {
    /** It is sent as it is, and another case is another value. */
    EXACT,
    /** It is sent as it is, and another case is no other value. */
    IGNORE,
    LOWER,
    UPPER
  }

  /** What becomes of values that the account has besides ours. */
  public enum Merge {
    REPLACE,
    /** They stay. */
    ADD
  }

  /**
   * What is done with the values of a row.
   *
   * @param key whether they name the account, for people and for {@link Event#RENAME}
   */
  public record Handling(
      Strength strength, ValueType type, boolean key, LetterCase letterCase, Merge merge) {
    public static final Handling DEFAULT =
        new Handling(Strength.STRONG, ValueType.STRING, false, LetterCase.EXACT, Merge.REPLACE);

    /** As by default, but for the strength. */
    public static Handling of(Strength strength) {
      return new Handling(
          strength, DEFAULT.type(), DEFAULT.key(), DEFAULT.letterCase(), DEFAULT.merge());
    }

    /** As by default, but for the type. */
    public static Handling of(ValueType type) {
      return new Handling(
          DEFAULT.strength(), type, DEFAULT.key(), DEFAULT.letterCase(), DEFAULT.merge());
    }
  }

  /**
   * A value that is made up once for an account and nobody else's at the target: a login, an
   * address. It stays when what it was made from changes.
   *
   * @param candidates expressions, the best first. One that reads {@code counter.n} is tried with
   *     each number
   * @param from the first number
   * @param to the last number
   * @param maxLength of the value, in characters; longer candidates are passed over
   * @param reserved values that nobody gets, in any case
   */
  public record Generation(
      List<String> candidates, int from, int to, int maxLength, List<String> reserved) {
    /** Longest value that can be kept. */
    public static final int MAX_LENGTH = 256;

    public Generation {
      candidates = List.copyOf(candidates);
      reserved = List.copyOf(reserved);
    }
  }

  /**
   * One attribute of the account. Its values come from exactly one of paths, expression, constant
   * and generation.
   *
   * @param attribute its name in the target, e.g. {@code sn}
   * @param from paths into the identity, the first that has a value gives it: {@code
   *     name.familyName}, {@code emails[type eq "work"].value}, {@code emails.value}, {@code
   *     urn:...:User:department}
   * @param expression computes the values; empty for none. See {@link
   *     io.tessera.provisioning.api.spi.ExpressionEngine}
   * @param constant values that are always the same
   * @param otherwise values when paths or expression give none
   * @param condition an expression; the attribute is left alone unless it is true. Empty for always
   * @param on when the attribute is sent; empty for always
   * @param generate how the value is made up; null when it is not
   * @param handling what is done with the values
   */
  public record Row(
      String attribute,
      List<String> from,
      String expression,
      List<String> constant,
      List<String> otherwise,
      String condition,
      Set<Event> on,
      @Nullable Generation generate,
      Handling handling) {
    public Row {
      from = List.copyOf(from);
      constant = List.copyOf(constant);
      otherwise = List.copyOf(otherwise);
      on = Set.copyOf(on);
    }

    /** With values that are handled as by default. */
    public Row(
        String attribute,
        List<String> from,
        String expression,
        List<String> constant,
        List<String> otherwise,
        String condition,
        Set<Event> on,
        @Nullable Generation generate) {
      this(
          attribute,
          from,
          expression,
          constant,
          otherwise,
          condition,
          on,
          generate,
          Handling.DEFAULT);
    }

    /** The same, its values handled in another way. */
    public Row handled(Handling other) {
      return new Row(
          attribute, from, expression, constant, otherwise, condition, on, generate, other);
    }

    /** Always sent, from paths or a constant. */
    public Row(String attribute, List<String> from, List<String> constant) {
      this(attribute, from, "", constant, List.of(), "", Set.of(), null);
    }

    /** Always sent, computed by an expression. */
    public static Row computed(String attribute, String expression) {
      return new Row(attribute, List.of(), expression, List.of(), List.of(), "", Set.of(), null);
    }

    /** Made up once for each account. */
    public static Row generated(String attribute, Generation generate) {
      return new Row(attribute, List.of(), "", List.of(), List.of(), "", Set.of(), generate);
    }
  }
}
