package io.tessera.store.jpa.internal.filter;

import io.tessera.model.AttributePath;
import io.tessera.model.filter.Filter;
import io.tessera.model.filter.Filter.Operator;
import io.tessera.model.schema.AttributeDefinition;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.store.jpa.internal.filter.Condition.Part;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Clauses about attributes that are indexed by configuration, where the index is complete. */
final class IndexLookups {
  private final ResourceSchema schema;
  private final String domain;
  private final String last;

  IndexLookups(ResourceSchema schema, String domain, String last) {
    this.schema = schema;
    this.domain = domain;
    this.last = last;
  }

  /**
   * Compiles a clause if its attribute is indexed.
   *
   * @return empty when documents have to decide
   */
  Optional<Condition> compile(Filter filter, boolean negated) {
    if (schema.indexed().isEmpty()) {
      return Optional.empty();
    }
    if (filter instanceof Filter.Present present) {
      return keys(present.path())
          .filter(k -> AttributeKeys.valuePath(schema, present.path()).equals(present.path()))
          .map(k -> present(k, negated));
    }
    if (filter instanceof Filter.Compare compare) {
      return keys(compare.path()).flatMap(k -> compared(k, compare, compare, negated, true));
    }
    return filter instanceof Filter.Element element ? element(element, negated) : Optional.empty();
  }

  private Optional<AttributeKeys> keys(AttributePath path) {
    return AttributeKeys.ready(schema, domain, path);
  }

  private static Condition present(AttributeKeys keys, boolean negated) {
    String name = negated ? keys.noneName() : keys.name();
    Comparison all = new Comparison(new Part("a.value IS NOT NULL", List.of()), true, 4);
    return Lookups.inOrNot(Lookups.VALUE_IDS, List.of(name), all, false, false);
  }

  /** One clause narrows; what is said of the same element besides is up to the documents. */
  private Optional<Condition> element(Filter.Element element, boolean negated) {
    List<Filter> clauses =
        element.inner() instanceof Filter.And and ? and.all() : List.of(element.inner());
    boolean complete = clauses.size() == 1;
    if (negated && !complete) {
      return Optional.empty();
    }
    return clauses.stream()
        .flatMap(f -> f instanceof Filter.Compare c ? Stream.of(c) : Stream.empty())
        .filter(c -> c.operator() != Operator.NE)
        .flatMap(
            c ->
                keys(inElement(element.path(), c.path().name()))
                    .flatMap(k -> compared(k, c, element, negated, complete))
                    .stream())
        .findFirst();
  }

  private AttributePath inElement(AttributePath path, String sub) {
    boolean simple =
        schema.definition(path.whole()).filter(AttributeDefinition::isComplex).isEmpty();
    return simple && sub.equals("value") ? path.whole() : path.withSub(sub);
  }

  private Optional<Condition> compared(
      AttributeKeys keys, Filter.Compare compare, Filter whole, boolean negated, boolean complete) {
    boolean not = negated != (compare.operator() == Operator.NE);
    return keys.comparison("a.value", compare.operator(), compare.literal(), last)
        .filter(c -> complete && c.exact() || !not)
        .map(
            c -> {
              Condition found =
                  Lookups.inOrNot(Lookups.VALUE_IDS, List.of(keys.name()), c, not, false);
              return complete && c.exact()
                  ? found
                  : new Condition(found.where(), found.start(), whole, false);
            });
  }
}
