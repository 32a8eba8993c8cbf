package io.tessera.scim.protocol;

import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.Value;
import io.tessera.model.patch.Patch;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.scim.protocol.internal.Keys;
import io.tessera.scim.protocol.internal.PatchSteps;
import io.tessera.scim.protocol.internal.SchemasCheck;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads patch requests (RFC 7644 section 3.5.2) and what well-known clients send beyond it:
 * capitalised operations, truth values as texts, dotted, filtered and URN-qualified names in values
 * without a path, lists of members in removals. Every step of the result has a target. Immutable.
 */
public final class PatchReader {
  /** Most operations in one request unless something else is configured. */
  public static final int MAX_OPERATIONS = Limits.STANDARD.patchOperations();

  /** Most values of one attribute in one request unless something else is configured. */
  public static final int MAX_VALUES = Limits.STANDARD.patchValues();

  private final ResourceSchema schema;
  private final Limits limits;

  /** A reader with the {@linkplain Limits#STANDARD standard limits}. */
  public PatchReader(ResourceSchema schema) {
    this(schema, Limits.STANDARD);
  }

  public PatchReader(ResourceSchema schema, Limits limits) {
    this.schema = schema;
    this.limits = limits;
  }

  /**
   * Reads the body of a PATCH.
   *
   * @throws RejectedException with the problems of all operations
   */
  public Patch read(Attributes body) {
    List<Problem> problems =
        new ArrayList<>(SchemasCheck.of(body, ScimUrns.PATCH_OP, urn -> false));
    List<Value> operations = Keys.find(body, "Operations").map(Value::elements).orElse(List.of());
    if (operations.isEmpty()) {
      problems.add(
          Problem.of(Kind.INVALID_SYNTAX, "'Operations' must list at least one operation."));
    }
    if (operations.size() > limits.patchOperations()) {
      throw RejectedException.of(
          Kind.TOO_MANY,
          "At most " + limits.patchOperations() + " operations are allowed in one request.");
    }
    PatchSteps steps = new PatchSteps(schema, limits, problems);
    for (int i = 0; i < operations.size(); i++) {
      steps.read(i, operations.get(i));
    }
    if (!problems.isEmpty()) {
      throw new RejectedException(problems);
    }
    return new Patch(steps.operations());
  }
}
