package io.tessera.inbound.scim.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.filter.Filter;
import io.tessera.model.filter.Filter.Operator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Conditions on {@code meta.resourceType}, by which searches at the root choose a type. For one
 * type they are true or false before anything is looked at.
 */
final class TypeClause {
  private static final AttributePath TYPE = AttributePath.of("meta", "resourceType");

  private final String type;

  private TypeClause(ResourceType type) {
    this.type = type.scimName();
  }

  /**
   * What is left of a filter.
   *
   * @param never nothing can match
   * @param filter null when everything matches, or nothing
   */
  record Rest(boolean never, @Nullable Filter filter) {
    static final Rest ALWAYS = new Rest(false, null);
    static final Rest NEVER = new Rest(true, null);

    boolean always() {
      return !never && filter == null;
    }
  }

  /** What is left to ask resources of one type. */
  static Rest of(@Nullable Filter filter, ResourceType type) {
    return filter == null ? Rest.ALWAYS : new TypeClause(type).rest(filter);
  }

  private Rest rest(Filter filter) {
    if (filter instanceof Filter.And and) {
      return joined(and.all(), true);
    }
    if (filter instanceof Filter.Or or) {
      return joined(or.any(), false);
    }
    if (filter instanceof Filter.Not not) {
      Rest inner = rest(not.filter());
      return inner.filter() == null
          ? decided(inner.never())
          : new Rest(false, new Filter.Not(inner.filter()));
    }
    if (filter instanceof Filter.Present present && present.path().equals(TYPE)) {
      return Rest.ALWAYS;
    }
    return filter instanceof Filter.Compare compare ? compared(compare) : new Rest(false, filter);
  }

  private Rest compared(Filter.Compare compare) {
    boolean equality = compare.operator() == Operator.EQ || compare.operator() == Operator.NE;
    if (!equality || !compare.path().equals(TYPE)) {
      return new Rest(false, compare);
    }
    boolean same = compare.literal().equals(Value.text(type));
    return decided(same == (compare.operator() == Operator.EQ));
  }

  private Rest joined(List<Filter> filters, boolean all) {
    List<Filter> left = new ArrayList<>();
    for (Filter each : filters) {
      Rest rest = rest(each);
      if (rest.filter() != null) {
        left.add(rest.filter());
      } else if (rest.never() == all) {
        return decided(!all);
      }
    }
    return switch (left.size()) {
      case 0 -> decided(all);
      case 1 -> new Rest(false, left.get(0));
      default -> new Rest(false, all ? new Filter.And(left) : new Filter.Or(left));
    };
  }

  private static Rest decided(boolean holds) {
    return holds ? Rest.ALWAYS : Rest.NEVER;
  }
}
