package io.tessera.scim.protocol.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.filter.Filter;
import io.tessera.model.patch.PatchTarget;
import io.tessera.model.schema.AttributeDefinition.Returned;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.scim.protocol.Limits;
import java.util.Optional;

/** Filters and paths over one type of resource. */
public final class Expressions {
  private final ResourceSchema schema;
  private final Scope scope;
  private final Limits limits;

  public Expressions(ResourceSchema schema, Limits limits) {
    this.schema = schema;
    this.scope = Scope.of(schema);
    this.limits = limits;
  }

  public Filter filter(String text) {
    refuseLong(text, Kind.INVALID_FILTER, "filter");
    Cursor cursor = new Cursor(text, Kind.INVALID_FILTER, "Filter");
    return new FilterGrammar(cursor, new SchemasClause(schema), limits).whole(scope);
  }

  public PatchTarget target(String text) {
    refuseLong(text, Kind.INVALID_PATH, "path");
    Cursor cursor = new Cursor(text, Kind.INVALID_PATH, "Path '" + shown(text) + "'");
    Scope.Named attribute = named(cursor);
    if (!cursor.eat('[')) {
      end(cursor);
      return new PatchTarget(attribute.path(), null);
    }
    Filter selection = new FilterGrammar(cursor, null, limits).bracket(attribute, 0);
    AttributePath path = cursor.eat('.') ? sub(attribute, cursor) : attribute.path();
    end(cursor);
    return new PatchTarget(path, selection);
  }

  public AttributePath sortable(String text) {
    refuseLong(text, Kind.INVALID_PATH, "sortBy");
    Optional<Scope.Named> found = scope.find(text.strip()).flatMap(Scope.Named::comparable);
    if (found.isEmpty() || found.get().definition().returned() == Returned.NEVER) {
      throw RejectedException.of(
          Kind.INVALID_PATH,
          "sortBy: '" + shown(text) + "' is no attribute that can be sorted by.");
    }
    return found.get().path();
  }

  private Scope.Named named(Cursor cursor) {
    int start = cursor.skipSpaces().position();
    String word = cursor.word();
    return scope
        .find(word)
        .orElseThrow(
            () ->
                cursor.fail(
                    start,
                    word.isEmpty()
                        ? "the name of an attribute is expected"
                        : "the attribute '" + word + "' is unknown"));
  }

  private static AttributePath sub(Scope.Named attribute, Cursor cursor) {
    int start = cursor.position();
    String word = cursor.word();
    return attribute
        .definition()
        .sub(word)
        .map(sub -> attribute.path().withSub(sub.name()))
        .orElseThrow(
            () ->
                cursor.fail(
                    start, "'" + attribute.path() + "' has no sub-attribute '" + word + "'"));
  }

  private static void end(Cursor cursor) {
    if (!cursor.skipSpaces().atEnd()) {
      throw cursor.fail(cursor.position(), "nothing more is expected");
    }
  }

  private static String shown(String text) {
    int enough = 100;
    return text.length() <= enough ? text : text.substring(0, enough) + "...";
  }

  private void refuseLong(String text, Problem.Kind kind, String what) {
    if (text.length() > limits.filterLength()) {
      throw RejectedException.of(
          kind, "The " + what + " is longer than " + limits.filterLength() + " characters.");
    }
  }
}
