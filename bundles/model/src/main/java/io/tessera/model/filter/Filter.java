package io.tessera.model.filter;

import io.tessera.model.AttributePath;
import io.tessera.model.Value;
import java.util.List;

/**
 * A condition over a resource. Paths are canonical (spelled as the schema spells them), literals
 * have the type of the attribute.
 */
public sealed interface Filter {
  /** Comparison operators of RFC 7644, Table 3. */
  enum Operator {
    EQ,
    NE,
    CO,
    SW,
    EW,
    GT,
    GE,
    LT,
    LE
  }

  /** All must hold. Two or more. */
  record And(List<Filter> all) implements Filter {
    public And {
      all = List.copyOf(all);
    }
  }

  /** At least one must hold. Two or more. */
  record Or(List<Filter> any) implements Filter {
    public Or {
      any = List.copyOf(any);
    }
  }

  record Not(Filter filter) implements Filter {}

  /** {@code path op literal}; for multi-valued attributes true when one element matches. */
  record Compare(AttributePath path, Operator operator, Value literal) implements Filter {}

  /** {@code path pr}: there is a non-empty value. */
  record Present(AttributePath path) implements Filter {}

  /**
   * {@code path[filter]}: one element of a multi-valued complex attribute satisfies the inner
   * filter, whose paths name sub-attributes (in {@link AttributePath#name()}).
   */
  record Element(AttributePath path, Filter inner) implements Filter {}
}
