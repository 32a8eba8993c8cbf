package io.tessera.scim.protocol.bulk;

import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Carries one bulk request out: each operation after those it refers to, otherwise in the order
 * given, until there are more errors than the client accepts. For use by one thread.
 */
public final class BulkRun {
  private final BulkRequest request;
  private final Map<String, String> ids = new HashMap<>();
  private final Set<String> known = new HashSet<>();

  public BulkRun(BulkRequest request) {
    this.request = request;
    request.operations().stream()
        .filter(BulkOperation::isReferable)
        .forEach(operation -> operation.bulkIdIfAny().ifPresent(known::add));
  }

  /** Carries out what is well-formed. */
  public interface Executor {
    /**
     * @param target id of the resource; null for POST
     * @param data references resolved
     * @return what came of it
     * @throws RejectedException it was refused; nothing of it was done
     */
    BulkOutcome execute(BulkOperation operation, @Nullable String target, Attributes data);
  }

  /**
   * Carries the request out.
   *
   * @param failed words a refusal as the outcome of its operation
   * @return the outcome of each operation in the order of the request; null for those that were not
   *     tried because there were too many errors before
   */
  public List<@Nullable BulkOutcome> run(Executor executor, Failed failed) {
    List<@Nullable BulkOutcome> outcomes = new ArrayList<>();
    request.operations().forEach(operation -> outcomes.add(null));
    BulkOrder order = new BulkOrder(request.operations());
    int errors = 0;
    for (int index : order.sequence()) {
      BulkOperation operation = request.operations().get(index);
      BulkOutcome outcome;
      try {
        outcome = executed(operation, order.isCircular(index), executor);
        noteId(operation, outcome);
      } catch (RejectedException refused) {
        errors++;
        outcome = failed.outcome(operation, refused.problems());
      }
      outcomes.set(index, outcome);
      if (request.failOnErrors() > 0 && errors >= request.failOnErrors()) {
        break;
      }
    }
    return outcomes;
  }

  /** Words a refusal. */
  public interface Failed {
    BulkOutcome outcome(BulkOperation operation, List<Problem> problems);
  }

  private BulkOutcome executed(BulkOperation operation, boolean circular, Executor executor) {
    if (!operation.problems().isEmpty()) {
      throw new RejectedException(operation.problems());
    }
    if (circular) {
      throw RejectedException.of(
          Kind.CONFLICT, "Its bulkId references lead in a circle; create one first without them.");
    }
    operation.references().forEach(this::requireDone);
    return executor.execute(
        operation,
        Optional.ofNullable(operation.target()).map(t -> References.resolved(t, ids)).orElse(null),
        operation.references().isEmpty()
            ? operation.data()
            : References.resolved(operation.data(), ids));
  }

  private void requireDone(String reference) {
    if (!known.contains(reference)) {
      throw RejectedException.of(
          Kind.INVALID_VALUE, "bulkId:" + reference + " names no POST of this request.");
    }
    if (!ids.containsKey(reference)) {
      throw RejectedException.of(
          Kind.CONFLICT, "bulkId:" + reference + ", to which it refers, was not created.");
    }
  }

  private void noteId(BulkOperation operation, BulkOutcome outcome) {
    if (operation.isReferable() && outcome.id() != null) {
      operation.bulkIdIfAny().ifPresent(bulkId -> ids.put(bulkId, outcome.id()));
    }
  }
}
