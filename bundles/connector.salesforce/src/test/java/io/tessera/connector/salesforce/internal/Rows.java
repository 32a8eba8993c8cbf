package io.tessera.connector.salesforce.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads queries (SOQL) and answers them, as far as connectors ask: conditions by =, {@literal >}
 * and IN with AND, OR and parentheses, an order and a limit. Strict about literals and their
 * escapes.
 */
final class Rows {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<text>'(?:[^'\\\\]|\\\\(?:[nrtbfNRTBF\"'\\\\]|u[0-9a-f]{4}))*')"
              + "|(?<time>\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,3})?Z)"
              + "|(?<word>[A-Za-z0-9_.]+(?:\\(ALL\\))?)|(?<sign>[=><(),]))");

  private final Org org;
  private final List<String> tokens = new ArrayList<>();
  private int at;

  Rows(Org org, String soql) throws Refusal {
    this.org = org;
    Matcher matcher = TOKEN.matcher(soql);
    int end = 0;
    while (end < soql.length()) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw malformed();
      }
      tokens.add(matcher.group().strip());
      end = matcher.end();
    }
    tokens.add("");
  }

  private static Refusal malformed() {
    return Refusal.invalid("MALFORMED_QUERY", "unexpected token");
  }

  private String next() {
    return tokens.get(at++);
  }

  private boolean take(String word) {
    boolean there = tokens.get(at).equalsIgnoreCase(word);
    at += there ? 1 : 0;
    return there;
  }

  private void expect(String word) throws Refusal {
    if (!take(word)) {
      throw malformed();
    }
  }

  /** The rows with the fields that were asked for. */
  List<ObjectNode> answer() throws Refusal {
    expect("SELECT");
    List<String> fields = new ArrayList<>(List.of(next()));
    while (take(",")) {
      fields.add(next());
    }
    expect("FROM");
    String object = next();
    Predicate<ObjectNode> condition = take("WHERE") ? either(object) : row -> true;
    Comparator<ObjectNode> order = take("ORDER") ? order() : Comparator.comparing(Rows::id);
    int limit = take("LIMIT") ? Integer.parseInt(next()) : Integer.MAX_VALUE;
    if (!next().isEmpty()) {
      throw malformed();
    }
    return rows(object, fields, condition, order, limit);
  }

  private List<ObjectNode> rows(
      String object,
      List<String> fields,
      Predicate<ObjectNode> condition,
      Comparator<ObjectNode> order,
      int limit)
      throws Refusal {
    boolean all = fields.equals(List.of("FIELDS(ALL)"));
    if (all && limit > 200) {
      throw malformed();
    }
    if (new HashSet<>(fields).size() < fields.size()) {
      throw Refusal.invalid("INVALID_FIELD", "duplicate field selected");
    }
    if (!all) {
      for (String each : fields) {
        check(object, each);
      }
    }
    List<ObjectNode> found = new ArrayList<>();
    for (ObjectNode each :
        org.all(object).stream().filter(condition).sorted(order).limit(limit).toList()) {
      found.add(all ? each.deepCopy() : selected(object, each, fields));
    }
    return found;
  }

  private void check(String object, String field) throws Refusal {
    int dot = field.indexOf('.');
    String own = dot < 0 ? field : field.substring(0, dot) + "Id";
    if (!org.schema.fields(object).containsKey(own)) {
      throw Refusal.invalid("INVALID_FIELD", "No such column on entity");
    }
    if (dot > 0) {
      check(OrgSchema.referred(own), field.substring(dot + 1));
    }
  }

  private ObjectNode selected(String object, ObjectNode row, List<String> fields) {
    ObjectNode some = row.objectNode();
    some.putObject("attributes").put("type", object);
    for (String each : fields) {
      int dot = each.indexOf('.');
      if (dot < 0) {
        some.set(each, row.get(each) == null ? row.nullNode() : row.get(each));
      } else {
        String relation = each.substring(0, dot);
        JsonNode other = org.one(row.path(relation + "Id").asText());
        JsonNode value = other.get(each.substring(dot + 1));
        if (value == null) {
          some.putNull(relation);
        } else {
          some.withObjectProperty(relation).set(each.substring(dot + 1), value);
        }
      }
    }
    return some;
  }

  private Predicate<ObjectNode> either(String object) throws Refusal {
    Predicate<ObjectNode> all = both(object);
    while (take("OR")) {
      all = all.or(both(object));
    }
    return all;
  }

  private Predicate<ObjectNode> both(String object) throws Refusal {
    Predicate<ObjectNode> all = one(object);
    while (take("AND")) {
      all = all.and(one(object));
    }
    return all;
  }

  private Predicate<ObjectNode> one(String object) throws Refusal {
    if (take("(")) {
      Predicate<ObjectNode> inner = either(object);
      expect(")");
      return inner;
    }
    String field = next();
    check(object, field);
    if (take("IN")) {
      return in(field);
    }
    String sign = next();
    String literal = literal(next());
    if (field.equals("Id") && sign.equals("=") && !literal.matches("[a-zA-Z0-9]{15,18}")) {
      throw Refusal.invalid("INVALID_QUERY_FILTER_OPERATOR", "invalid ID field");
    }
    return switch (sign) {
      case "=" -> row -> text(row, field).equalsIgnoreCase(literal);
      case ">" -> row -> text(row, field).compareTo(literal) > 0;
      default -> throw malformed();
    };
  }

  private Predicate<ObjectNode> in(String field) throws Refusal {
    expect("(");
    Set<String> wanted = new HashSet<>(List.of(literal(next())));
    while (take(",")) {
      wanted.add(literal(next()));
    }
    expect(")");
    return row -> wanted.contains(text(row, field));
  }

  private static String text(ObjectNode row, String field) {
    String text = row.path(field).asText();
    return field.equals("SystemModstamp") ? text.replace("+0000", "Z") : text;
  }

  private static String literal(String token) throws Refusal {
    if (!token.startsWith("'")) {
      return token;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < token.length() - 1; i++) {
      char c = token.charAt(i);
      if (c == '\\') {
        c = token.charAt(++i);
        if (c == 'u') {
          c = (char) Integer.parseInt(token.substring(i + 1, i + 5), 16);
          i += 4;
        }
      }
      text.append(c);
    }
    return text.toString();
  }

  private Comparator<ObjectNode> order() throws Refusal {
    expect("BY");
    List<Comparator<ObjectNode>> all = new ArrayList<>();
    do {
      String field = next();
      Comparator<ObjectNode> one = Comparator.comparing(row -> text(row, field));
      all.add(take("DESC") ? one.reversed() : one);
    } while (take(","));
    return all.stream().reduce(Comparator::thenComparing).orElseThrow();
  }

  private static String id(ObjectNode row) {
    return row.path("Id").asText();
  }

  @Override
  public String toString() {
    return Arrays.toString(tokens.toArray());
  }
}
