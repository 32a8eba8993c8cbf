package io.tessera.store.jpa.internal.filter;

import io.tessera.model.AttributePath;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.filter.Filter;
import io.tessera.model.filter.Filter.Operator;
import io.tessera.store.jpa.internal.SearchKey;
import io.tessera.store.jpa.internal.filter.Condition.Part;
import io.tessera.store.jpa.internal.filter.Condition.Start;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Clauses about attributes that lie in tables of their own. */
final class Lookups {
  private static final String EXTERNAL_ID = "externalId";
  private static final AttributePath EMAILS = AttributePath.of("emails", "value");

  /** To be completed by a comparison of {@code a.value}. */
  static final String VALUE_IDS =
      "SELECT a.resource_id FROM attribute_index a WHERE a.attribute = ? AND ";

  private static final String EXTERNAL_IDS =
      "SELECT e.resource_id FROM external_ids e"
          + " WHERE e.service_provider = ? AND e.resource_type = ? AND ";
  private static final String GROUPS_OF_MEMBER =
      "SELECT m.group_id FROM memberships m WHERE m.member_id = ?";
  private static final String HAS_MEMBER =
      "EXISTS (SELECT 1 FROM memberships m WHERE m.group_id = i.id AND m.member_id = ?)";
  private static final String MEMBERS_OF_GROUP =
      "SELECT m.member_id FROM memberships m WHERE m.group_id = ?"
          + " UNION SELECT m.member_id FROM group_nesting n"
          + " JOIN memberships m ON m.group_id = n.descendant_id WHERE n.ancestor_id = ?";
  private static final String IN_GROUP =
      "(EXISTS (SELECT 1 FROM memberships m WHERE m.group_id = ? AND m.member_id = i.id)"
          + " OR EXISTS (SELECT 1 FROM group_nesting n"
          + " JOIN memberships m ON m.group_id = n.descendant_id"
          + " WHERE n.ancestor_id = ? AND m.member_id = i.id))";

  private final ResourceType type;
  private final String viewer;
  private final String last;

  Lookups(ResourceType type, String viewer, String last) {
    this.type = type;
    this.viewer = viewer;
    this.last = last;
  }

  /**
   * Compiles a clause if it is about one of them.
   *
   * @return empty when the clause is about another attribute, or one that documents decide
   */
  Optional<Condition> compile(Filter filter, boolean negated) {
    AttributePath path = FilterCompiler.paths(filter).get(0);
    if (path.extension().isPresent()) {
      return Optional.empty();
    }
    return switch (path.name()) {
      case "password" -> throw refused(path, "The password cannot be searched for.");
      case "groups", "members" -> Optional.of(membership(filter, path, negated));
      case "emails" -> email(filter, negated);
      case EXTERNAL_ID -> externalId(filter, negated);
      default -> Optional.empty();
    };
  }

  /** Whether a clause is about memberships, which documents do not hold. */
  static boolean isMembership(AttributePath path) {
    return path.extension().isEmpty()
        && (path.name().equals("groups") || path.name().equals("members"));
  }

  private Condition membership(Filter filter, AttributePath path, boolean negated) {
    boolean fits = path.name().equals("groups") == (type == ResourceType.USER);
    Optional<Filter.Compare> compare = comparison(filter);
    if (!fits || compare.isEmpty() || !isEquality(compare.get()) || !isValue(filter)) {
      throw refused(path, path.name() + " can be searched for by value and eq or ne only.");
    }
    boolean not = negated != (compare.get().operator() == Operator.NE);
    String id = SearchKey.exact(FilterCompiler.text(compare.get().literal()));
    return path.name().equals("members")
        ? lookup(new Part(HAS_MEMBER, List.of(id)), new Part(GROUPS_OF_MEMBER, List.of(id)), not)
        : lookup(
            new Part(IN_GROUP, List.of(id, id)), new Part(MEMBERS_OF_GROUP, List.of(id, id)), not);
  }

  private static Condition lookup(Part where, Part ids, boolean not) {
    return not
        ? new Condition(new Part("NOT " + where.text(), where.values()), null, null, false)
        : new Condition(where, new Start(ids, Part.TRUE, 2), null, false);
  }

  /** {@code path.value op literal}, {@code path op literal} or {@code path[value op literal]}. */
  private static Optional<Filter.Compare> comparison(Filter filter) {
    if (filter instanceof Filter.Compare compare) {
      return Optional.of(compare);
    }
    return filter instanceof Filter.Element element
            && element.inner() instanceof Filter.Compare compare
        ? Optional.of(compare)
        : Optional.empty();
  }

  private static boolean isValue(Filter filter) {
    if (filter instanceof Filter.Element element) {
      return element.inner() instanceof Filter.Compare compare
          && compare.path().name().equals("value");
    }
    return filter instanceof Filter.Compare compare
        && compare.path().sub().map("value"::equals).orElse(true);
  }

  private static boolean isEquality(Filter.Compare compare) {
    return compare.operator() == Operator.EQ || compare.operator() == Operator.NE;
  }

  private Optional<Condition> email(Filter filter, boolean negated) {
    if (filter instanceof Filter.Compare compare && isValue(filter)) {
      return Optional.of(emailValue(compare, filter, negated, true));
    }
    if (filter instanceof Filter.Present present && present.path().equals(EMAILS)) {
      return Optional.of(inOrNot(VALUE_IDS, List.of(EMAILS.toString()), all("a"), negated, true));
    }
    if (filter instanceof Filter.Element element && !negated) {
      return emailElement(element);
    }
    return Optional.empty();
  }

  /** The clause about the value narrows; the rest is up to the documents. */
  private Optional<Condition> emailElement(Filter.Element element) {
    List<Filter> clauses =
        element.inner() instanceof Filter.And and ? and.all() : List.of(element.inner());
    return clauses.stream()
        .flatMap(f -> f instanceof Filter.Compare c ? Stream.of(c) : Stream.empty())
        .filter(c -> c.path().name().equals("value") && c.operator() != Operator.NE)
        .findFirst()
        .map(c -> emailValue(c, element, false, clauses.size() == 1));
  }

  private Condition emailValue(
      Filter.Compare compare, Filter whole, boolean negated, boolean complete) {
    boolean not = negated != (compare.operator() == Operator.NE);
    Comparison comparison =
        Comparison.of("a.value", Column.Kind.FOLDED, compare.operator(), compare.literal(), last)
            .orElseThrow();
    boolean exact = complete && comparison.exact();
    if (not && !exact) {
      Filter residual = negated ? new Filter.Not(whole) : whole;
      return new Condition(Part.TRUE, null, residual, false);
    }
    Condition found = inOrNot(VALUE_IDS, List.of(EMAILS.toString()), comparison, not, false);
    return exact ? found : new Condition(found.where(), found.start(), whole, false);
  }

  private Optional<Condition> externalId(Filter filter, boolean negated) {
    List<Object> whose = List.of(viewer, type.name());
    if (filter instanceof Filter.Present) {
      return Optional.of(inOrNot(EXTERNAL_IDS, whose, all("e"), negated, true));
    }
    if (!(filter instanceof Filter.Compare compare)) {
      return Optional.empty();
    }
    boolean not = negated != (compare.operator() == Operator.NE);
    Comparison comparison = externalIdComparison(compare);
    return comparison.exact()
        ? Optional.of(inOrNot(EXTERNAL_IDS, whose, comparison, not, false))
        : Optional.empty();
  }

  /** They are kept whole, so that equality is always exact. */
  private Comparison externalIdComparison(Filter.Compare compare) {
    if (isEquality(compare) && compare.literal() instanceof Value.Text text) {
      return new Comparison(
          new Part("e.value = ?", List.of(SearchKey.externalId(text.value()))), true, 0);
    }
    return Comparison.of("e.value", Column.Kind.EXACT, compare.operator(), compare.literal(), last)
        .orElseThrow();
  }

  private static Comparison all(String alias) {
    return new Comparison(new Part(alias + ".value IS NOT NULL", List.of()), true, 5);
  }

  static Condition inOrNot(
      String select, List<Object> first, Comparison comparison, boolean not, boolean all) {
    List<Object> values = new ArrayList<>(first);
    values.addAll(comparison.part().values());
    Part ids = new Part(select + comparison.part().text(), values);
    Part where = new Part("i.id " + (not ? "NOT IN (" : "IN (") + ids.text() + ")", values);
    Start start = not || all ? null : new Start(ids, Part.TRUE, comparison.rank());
    return new Condition(where, start, null, false);
  }

  private RejectedException refused(AttributePath path, String why) {
    return RejectedException.at(Kind.INVALID_FILTER, path, why);
  }
}
