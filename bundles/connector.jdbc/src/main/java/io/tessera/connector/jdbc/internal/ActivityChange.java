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
  private static final String NO_ID = "The id that the procedure gave is none of the id column.";

  private final Database database;

  ActivityChange(Database database) {
    this.database = database;
  }

  /** Before a procedure is called: its effect stays, and somebody would be left enabled. */
  static void refuseImpossible(Layout layout, Operation operation) throws TargetFailure {
    Optional<Activity> left = left(layout, operation);
    if (left.isPresent() && layout.call(Step.activity(left.get())).isEmpty()) {
      mark(layout, left.get());
    }
  }

  /** Does what is left to do after a creation or change. */
  void apply(Layout layout, RemoteId id, Operation operation)
      throws TargetFailure, InterruptedException {
    Optional<Activity> left = left(layout, operation);
    if (left.isEmpty()) {
      return;
    }
    Optional<Call> own = layout.call(Step.activity(left.get()));
    if (own.isPresent()) {
      call(own.get(), layout, id, operation);
    } else {
      write(layout, id, mark(layout, left.get()));
    }
  }

  /** What neither the statement nor the procedure of the operation itself does. */
  private static Optional<Activity> left(Layout layout, Operation operation) {
    Optional<Activity> wanted = operation.activityIfAny();
    if (wanted.isEmpty() || operation.type() == ObjectType.GROUP) {
      return Optional.empty();
    }
    boolean isNew = operation.action() == Action.CREATE;
    Optional<Call> done = layout.call(isNew ? Step.CREATE_USER : Step.UPDATE_USER);
    return done.isPresent()
        ? wanted.filter(w -> !done.get().takes(Procedures.ACTIVE))
        : wanted.filter(w -> layout.call(Step.activity(w)).isPresent());
  }

  /** What is to be written; none where there is no column and nobody is to be disabled. */
  private static Optional<Value> mark(Layout layout, Activity wanted) throws TargetFailure {
    if (layout.kind().activation().exists()) {
      return Optional.of(layout.activity(wanted));
    }
    if (wanted == Activity.DISABLED) {
      throw TargetFailure.of(
          FailureKind.INVALID,
          "Accounts cannot be disabled here; set activeColumn or a procedure disableUser.");
    }
    return Optional.empty();
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

  private void write(Layout layout, RemoteId id, Optional<Value> mark)
      throws TargetFailure, InterruptedException {
    if (mark.isPresent()) {
      List<Value> conditions =
          layout.byId(id).orElseThrow(() -> TargetFailure.of(FailureKind.INVALID, NO_ID));
      Sql sql =
          new Sql("UPDATE " + layout.table().quoted() + " SET ")
              .assignments(List.of(mark.get()))
              .where(conditions);
      database.change("enable or disable the user", sql::execute);
    }
  }
}
