package io.tessera.connector.jdbc.internal;

import io.tessera.connector.jdbc.internal.Column.Value;
import io.tessera.connector.jdbc.internal.Procedures.Step;
import io.tessera.connector.jdbc.internal.Routines.Argument;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Action;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.RemoteId;
import java.util.List;
import java.util.Optional;

/** Enables and disables accounts where the statement or procedure of an operation does not. */
final class ActivityChange {
  private final Database database;

  ActivityChange(Database database) {
    this.database = database;
  }

  /** Does what is left to do after a creation or change. */
  void apply(Layout layout, RemoteId id, Operation operation)
      throws TargetFailure, InterruptedException {
    Optional<Activity> wanted = operation.activityIfAny();
    if (wanted.isEmpty() || operation.type() == ObjectType.GROUP) {
      return;
    }
    boolean isNew = operation.action() == Action.CREATE;
    Optional<Call> done = layout.call(isNew ? Step.CREATE_USER : Step.UPDATE_USER);
    if (done.filter(c -> c.takes(Procedures.ACTIVE)).isPresent()) {
      return;
    }
    Optional<Call> own = layout.call(Step.activity(wanted.get()));
    if (own.isPresent()) {
      call(own.get(), layout, id, operation);
    } else if (done.isPresent()) {
      write(layout, id, wanted.get());
    }
  }

  private void call(Call call, Layout layout, RemoteId id, Operation operation)
      throws TargetFailure, InterruptedException {
    Operation on =
        new Operation(
            operation.key(),
            Action.UPDATE,
            operation.type(),
            operation.version(),
            id,
            operation.attributes(),
            operation.activity(),
            operation.members());
    List<Argument> arguments = Routines.arguments(call, layout, on);
    database.change("enable or disable the user", c -> Routines.run(c, call, arguments));
  }

  private void write(Layout layout, RemoteId id, Activity wanted)
      throws TargetFailure, InterruptedException {
    if (layout.kind().activation().exists()) {
      List<Value> conditions = layout.byId(id).orElse(List.of());
      Sql sql =
          new Sql("UPDATE " + layout.table().quoted() + " SET ")
              .assignments(List.of(layout.activity(wanted)))
              .where(conditions);
      database.change("enable or disable the user", sql::execute);
    } else if (wanted == Activity.DISABLED) {
      throw TargetFailure.of(
          FailureKind.INVALID,
          "Accounts cannot be disabled here; set activeColumn or a procedure disableUser.");
    }
  }
}
