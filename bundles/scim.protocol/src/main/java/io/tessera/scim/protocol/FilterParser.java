package io.tessera.scim.protocol;

import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.filter.Filter;
import io.tessera.model.patch.PatchTarget;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.scim.protocol.internal.Expressions;

/**
 * Reads filters (RFC 7644 section 3.4.2.2) and patch paths (section 3.5.2) over one type of
 * resource. Attribute names, URNs and operators may come in any case; the result is spelled as the
 * schema spells it and its literals have the attribute's type. Immutable.
 */
public final class FilterParser {
  private final Expressions expressions;

  /** A parser with the {@linkplain Limits#STANDARD standard limits}. */
  public FilterParser(ResourceSchema schema) {
    this(schema, Limits.STANDARD);
  }

  public FilterParser(ResourceSchema schema, Limits limits) {
    this.expressions = new Expressions(schema, limits);
  }

  /**
   * Reads a filter, e.g. {@code userType eq "Employee" and emails[type eq "work"]}.
   *
   * @throws RejectedException {@link Problem.Kind#INVALID_FILTER}, with the position counted from 1
   */
  public Filter filter(String text) {
    return expressions.filter(text);
  }

  /**
   * Reads the path of a patch operation, e.g. {@code emails[type eq "work"].value}.
   *
   * @throws RejectedException {@link Problem.Kind#INVALID_PATH}, with the position counted from 1
   */
  public PatchTarget target(String text) {
    return expressions.target(text);
  }

  /**
   * Reads the path of an attribute to sort by.
   *
   * @return for a complex attribute the path of its {@code value}
   * @throws RejectedException {@link Problem.Kind#INVALID_PATH}
   */
  public AttributePath sortable(String text) {
    return expressions.sortable(text);
  }
}
