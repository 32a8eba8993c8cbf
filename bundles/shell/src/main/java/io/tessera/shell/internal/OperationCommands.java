package io.tessera.shell.internal;

import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.admin.AuditRecord;
import io.tessera.provisioning.api.admin.CallView;
import io.tessera.provisioning.api.admin.Deliveries;
import io.tessera.provisioning.api.admin.OperationView;
import io.tessera.provisioning.api.admin.Slice;
import io.tessera.provisioning.api.admin.Traces;
import io.tessera.provisioning.api.admin.Traces.TracedChange;
import io.tessera.provisioning.api.admin.Traces.TracedOperation;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What became of a change at a target, without what is in it. */
@Component(
    service = OperationCommands.class,
    property = {
      "osgi.command.scope=tessera",
      "osgi.command.function=operation",
      "osgi.command.function=trace",
      "osgi.command.function=retry"
    })
public final class OperationCommands {
  private static final int MOST_CHANGES = 50;

  private final Deliveries deliveries;
  private final Traces traces;

  @Activate
  public OperationCommands(
      @Reference(name = "deliveries") Deliveries deliveries,
      @Reference(name = "traces") Traces traces) {
    this.deliveries = deliveries;
    this.traces = traces;
  }

  @Descriptor("one operation, and the calls that were made for it")
  public String operation(@Descriptor("id of the operation") String id) {
    OperationView operation = present(id);
    Table fields = new Table("operation", operation.id().toString());
    fields.add("what", what(operation));
    fields.add("who", who(operation));
    fields.add("target", operation.targetName());
    fields.add("state", operation.state());
    fields.add("attempts", operation.attempts());
    operation.failureIfAny().ifPresent(kind -> fields.add("failure", kind));
    fields.add("detail", operation.detail());
    fields.add("created", time(operation.created()));
    operation.dueIfWaiting().ifPresent(due -> fields.add("next try", time(due)));
    operation.finishedIfSo().ifPresent(end -> fields.add("finished", time(end)));
    fields.add("causality", operation.causality());
    List<CallView> calls = deliveries.calls(Operator.caller(), operation.id());
    return fields + (calls.isEmpty() ? "" : "\n\n" + table(calls));
  }

  @Descriptor("everything a request caused: its changes, and what became of them at each target")
  public String trace(
      @Descriptor("causality id, as the request's answer told it in X-Causality-Id") String id) {
    Slice<TracedChange> changes = traces.of(id, null, MOST_CHANGES);
    if (changes.items().isEmpty()) {
      throw RejectedException.of(
          Problem.Kind.NOT_FOUND,
          "No change was caused by a request with the id "
              + id
              + ". Requests that change nothing leave no trace.");
    }
    Table table = new Table("TIME", "WHAT", "BY", "TARGET", "STATE", "CALLS", "OPERATION, DETAIL");
    changes.items().forEach(change -> add(table, change));
    return table + (changes.nextIfAny().isPresent() ? "\nand more" : "");
  }

  @Descriptor("tries a dead or waiting operation now")
  public String retry(@Descriptor("id of the operation") String id) {
    OperationView tried = deliveries.retry(Operator.caller(), present(id).id());
    return "%s at %s is %s."
        .formatted(tried.id(), tried.targetName(), tried.state().name().toLowerCase(Locale.ROOT));
  }

  private OperationView present(String id) {
    return deliveries
        .operation(Operator.caller(), uuid(id))
        .orElseThrow(
            () ->
                RejectedException.of(
                    Problem.Kind.NOT_FOUND,
                    "There is no operation " + id + ". lanes tells those that wait."));
  }

  private static UUID uuid(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException notOne) {
      throw RejectedException.of(
          Problem.Kind.INVALID_VALUE,
          id + " is not the id of an operation. lanes tells those that wait.");
    }
  }

  private static void add(Table table, TracedChange change) {
    AuditRecord done = change.details().record();
    table.add(
        time(done.at()),
        done.kind() + " " + done.type() + " " + done.resource(),
        done.actor() + " over " + done.channel(),
        "",
        "",
        "",
        "");
    for (TracedOperation traced : change.operations()) {
      OperationView operation = traced.operation();
      table.add(
          "",
          "",
          "",
          operation.targetName(),
          operation.state(),
          traced.calls().size(),
          (operation.id() + " " + operation.detail()).strip());
    }
  }

  private static Table table(List<CallView> calls) {
    Table table = new Table("TRY", "STARTED", "MS", "NODE", "CONNECTOR", "CALL", "RESULT", "SAID");
    for (CallView call : calls) {
      table.add(
          call.number(),
          time(call.started()),
          call.took().toMillis(),
          call.node(),
          call.connector(),
          call.action(),
          call.result(),
          call.detail());
    }
    return table;
  }

  private static String what(OperationView operation) {
    return operation.kind() + " " + operation.type() + ", version " + operation.version();
  }

  private static String who(OperationView operation) {
    return operation.resourceNameIfKnown().map(name -> name + " ").orElse("")
        + operation.resource();
  }

  /** To the second, without a T between day and time. */
  private static String time(Instant time) {
    return time.toString().replaceFirst("(\\.\\d+)?Z$", "Z").replace('T', ' ');
  }
}
