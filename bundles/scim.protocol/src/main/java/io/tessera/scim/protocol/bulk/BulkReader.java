package io.tessera.scim.protocol.bulk;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.Value;
import io.tessera.scim.protocol.Limits;
import io.tessera.scim.protocol.ScimUrns;
import io.tessera.scim.protocol.internal.Keys;
import io.tessera.scim.protocol.internal.SchemasCheck;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads bulk requests. What is wrong with the request as a whole refuses it; what is wrong with one
 * operation is told by that operation, so that the others can be carried out. Immutable.
 */
public final class BulkReader {
  /** Most operations in one request unless something else is configured. */
  public static final int MAX_OPERATIONS = Limits.STANDARD.bulkOperations();

  private final int maxOperations;

  public BulkReader() {
    this(MAX_OPERATIONS);
  }

  /**
   * @param maxOperations most operations in one request
   */
  public BulkReader(int maxOperations) {
    this.maxOperations = maxOperations;
  }

  /**
   * Reads the body of a bulk request.
   *
   * @throws RejectedException TOO_LARGE for too many operations; INVALID_SYNTAX, INVALID_VALUE
   */
  public BulkRequest read(Attributes body) {
    List<Problem> problems =
        new ArrayList<>(SchemasCheck.of(body, ScimUrns.BULK_REQUEST, urn -> false));
    int failOnErrors = failOnErrors(body, problems);
    Value operations = Keys.find(body, "Operations").orElse(Value.NONE);
    if (!(operations instanceof Value.Many many) || many.isNone()) {
      problems.add(
          Problem.of(Kind.INVALID_SYNTAX, "'Operations' must list at least one operation."));
      throw new RejectedException(problems);
    }
    if (many.values().size() > maxOperations) {
      throw RejectedException.of(
          Kind.TOO_LARGE,
          "At most " + maxOperations + " operations are allowed in one bulk request.");
    }
    if (!problems.isEmpty()) {
      throw new RejectedException(problems);
    }
    return new BulkRequest(failOnErrors, operations(many.values()));
  }

  private static List<BulkOperation> operations(List<Value> values) {
    Set<String> bulkIds = new HashSet<>();
    List<BulkOperation> operations = new ArrayList<>();
    for (Value value : values) {
      operations.add(new OperationReader(value, bulkIds).operation());
    }
    return operations;
  }

  private static int failOnErrors(Attributes body, List<Problem> problems) {
    Optional<Value> given = Keys.find(body, "failOnErrors").filter(v -> !v.isNone());
    if (given.isEmpty()) {
      return 0;
    }
    if (given.get() instanceof Value.Num num
        && num.value().signum() >= 0
        && num.value().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0
        && num.value().scale() <= 0) {
      return num.value().intValue();
    }
    problems.add(
        Problem.at(
            Kind.INVALID_VALUE,
            AttributePath.of("failOnErrors"),
            "A whole number of errors is expected."));
    return 0;
  }
}
