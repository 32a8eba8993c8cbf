package io.tessera.inbound.scim1.internal;

import io.tessera.inbound.http.BaseUri;
import io.tessera.model.Attributes;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.UnavailableException;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.Precondition;
import io.tessera.scim.protocol.ResourceWriter;
import io.tessera.scim1.protocol.Scim1Bulk;
import io.tessera.scim1.protocol.Scim1Bulk.Operation;
import io.tessera.scim1.protocol.Scim1Bulk.Result;
import io.tessera.scim1.protocol.Scim1Error;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Carries the operations of one bulk request out, each for itself, in their order but for those
 * that wait for what a later one creates.
 */
final class BulkRun {
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int ERROR = 400;
  private static final int UNAVAILABLE = 503;

  private final Endpoint users;
  private final Endpoint groups;
  private final Caller caller;
  private final BaseUri base;
  private final List<Operation> operations;
  private final List<List<String>> references;
  private final int failOnErrors;
  private final @Nullable Result[] results;
  private final Map<String, Integer> creators = new HashMap<>();
  private final Map<String, String> ids = new HashMap<>();
  private int errors;
  private boolean stopped;

  BulkRun(Endpoint users, Endpoint groups, Caller caller, BaseUri base, Scim1Bulk bulk) {
    this.users = users;
    this.groups = groups;
    this.caller = caller;
    this.base = base;
    this.operations = bulk.operations();
    this.references = operations.stream().map(Operation::references).toList();
    this.failOnErrors = bulk.failOnErrors();
    this.results = new Result[operations.size()];
    for (int i = 0; i < operations.size(); i++) {
      @Nullable String bulkId = operations.get(i).bulkId();
      if (bulkId != null && operations.get(i).method().equals("POST")) {
        creators.putIfAbsent(bulkId, i);
      }
    }
  }

  /** What came of the operations that were carried out, in the order of the request. */
  List<Result> results() {
    List<Integer> waiting = new ArrayList<>();
    for (int i = 0; i < operations.size(); i++) {
      waiting.add(i);
    }
    boolean moved = true;
    while (moved && !stopped) {
      int before = waiting.size();
      waiting.removeIf(this::carriedOut);
      moved = waiting.size() < before;
    }
    for (int i : waiting) {
      if (!stopped) {
        failed(i, refusal("The operations wait for each other in a circle."));
      }
    }
    List<Result> all = new ArrayList<>();
    for (@Nullable Result result : results) {
      if (result != null) {
        all.add(result);
      }
    }
    return all;
  }

  /** Whether an operation is over; false when it waits for another one. */
  private boolean carriedOut(int index) {
    if (stopped) {
      return false;
    }
    Operation operation = operations.get(index);
    for (String reference : references.get(index)) {
      @Nullable Integer creator = creators.get(reference);
      if (creator == null) {
        failed(index, refusal("No operation creates 'bulkId:" + reference + "'."));
        return true;
      }
      if (!ids.containsKey(reference)) {
        if (results[creator] == null) {
          return false;
        }
        failed(index, refusal("What 'bulkId:" + reference + "' means was not created."));
        return true;
      }
    }
    try {
      Operation resolved = operation.resolved(id -> Objects.requireNonNull(ids.get(id)));
      results[index] = done(resolved);
    } catch (RejectedException refused) {
      failed(index, Scim1Error.of(refused.problems()));
    } catch (UnavailableException away) {
      failed(index, Scim1Error.of(UNAVAILABLE, "The server cannot reach its database."));
      stopped = true;
    }
    return true;
  }

  private static Scim1Error refusal(String detail) {
    return Scim1Error.of(ERROR, detail);
  }

  private void failed(int index, Scim1Error error) {
    Operation operation = operations.get(index);
    boolean created = operation.method().equals("POST");
    results[index] =
        new Result(
            operation.method(),
            operation.bulkId(),
            created || operation.path().contains("bulkId:")
                ? null
                : base.value() + operation.path(),
            null,
            error.status(),
            error.description());
    errors++;
    stopped = stopped || (failOnErrors > 0 && errors >= failOnErrors);
  }

  private Result done(Operation operation) {
    String[] parts = operation.path().split("/", -1);
    boolean whole = parts.length == 2 && parts[0].isEmpty();
    boolean single = parts.length == 3 && parts[0].isEmpty() && !parts[2].isEmpty();
    if (!whole && !single) {
      throw noRoute();
    }
    boolean user = parts[1].equals("Users");
    if (!user && !parts[1].equals("Groups")) {
      throw noRoute();
    }
    Endpoint endpoint = user ? users : groups;
    if (whole) {
      if (!operation.method().equals("POST")) {
        throw noRoute();
      }
      require(user ? Permission.USERS_WRITE : Permission.GROUPS_WRITE);
      Resource created = endpoint.create(caller, endpoint.brief(), operation.data());
      if (operation.bulkId() != null) {
        ids.putIfAbsent(operation.bulkId(), created.id().toString());
      }
      return result(operation, created, CREATED);
    }
    return changed(endpoint, user, parts[2], operation);
  }

  private Result changed(Endpoint endpoint, boolean user, String id, Operation operation) {
    Precondition precondition = EntityTags.ifMatch(operation.version());
    Attributes data = operation.data();
    return switch (operation.method()) {
      case "PUT" -> {
        require(user ? Permission.USERS_WRITE : Permission.GROUPS_WRITE);
        yield result(
            operation, endpoint.replace(caller, endpoint.brief(), id, precondition, data), OK);
      }
      case "PATCH" -> {
        require(user ? Permission.USERS_WRITE : Permission.GROUPS_WRITE);
        yield result(
            operation, endpoint.modify(caller, endpoint.brief(), id, precondition, data), OK);
      }
      case "DELETE" -> {
        require(user ? Permission.USERS_DELETE : Permission.GROUPS_DELETE);
        endpoint.delete(caller, id, precondition);
        yield new Result(
            "DELETE", operation.bulkId(), base.value() + operation.path(), null, OK, null);
      }
      default -> throw noRoute();
    };
  }

  private Result result(Operation operation, Resource resource, int status) {
    return new Result(
        operation.method(),
        operation.bulkId(),
        ResourceWriter.location(resource, base.value()),
        ResourceWriter.entityTag(resource),
        status,
        null);
  }

  private void require(Permission needed) {
    if (!caller.may(needed)) {
      throw RejectedException.of(Kind.FORBIDDEN, "This needs the permission " + needed.key() + ".");
    }
  }

  private static RejectedException noRoute() {
    return RejectedException.of(
        Kind.INVALID_VALUE,
        "An operation is POST to /Users or /Groups, or PUT, PATCH or DELETE of /Users/ID or"
            + " /Groups/ID.");
  }
}
