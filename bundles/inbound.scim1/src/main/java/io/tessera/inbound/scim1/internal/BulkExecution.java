package io.tessera.inbound.scim1.internal;

import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.UnavailableException;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.Precondition;
import io.tessera.scim.protocol.ResourceWriter;
import io.tessera.scim.protocol.bulk.BulkOperation;
import io.tessera.scim.protocol.bulk.BulkOperation.Method;
import io.tessera.scim.protocol.bulk.BulkOutcome;
import io.tessera.scim.protocol.bulk.BulkRun;
import io.tessera.scim1.protocol.Scim1Bulk;
import io.tessera.scim1.protocol.Scim1Error;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Carries the operations of one bulk request out for one caller. */
final class BulkExecution implements BulkRun.Executor, BulkRun.Failed {
  private static final int CREATED = 201;
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private final Endpoint users;
  private final Endpoint groups;
  private final Caller caller;
  private final String base;
  private boolean away;

  BulkExecution(Endpoint users, Endpoint groups, Caller caller, String base) {
    this.users = users;
    this.groups = groups;
    this.caller = caller;
    this.base = base;
  }

  /** When the database goes away, what was done before is told and nothing more is tried. */
  @Override
  public BulkOutcome execute(BulkOperation operation, @Nullable String target, Attributes data) {
    try {
      return away ? unavailable(operation) : done(operation, String.valueOf(target), data);
    } catch (UnavailableException gone) {
      away = true;
      return unavailable(operation);
    }
  }

  private BulkOutcome unavailable(BulkOperation operation) {
    Scim1Error error =
        Scim1Error.of(UNAVAILABLE, "The server cannot reach its database. Try again later.");
    return Scim1Bulk.refused(error, location(operation));
  }

  private BulkOutcome done(BulkOperation operation, String id, Attributes data) {
    ResourceType type = Objects.requireNonNull(operation.type(), "well-formed");
    Method method = Method.valueOf(operation.method());
    require(permission(type, method));
    Endpoint endpoint = type == ResourceType.USER ? users : groups;
    Precondition version = EntityTags.ifMatch(operation.version());
    return switch (method) {
      case POST -> outcome(CREATED, endpoint.create(caller, endpoint.brief(), data));
      case PUT -> outcome(OK, endpoint.replace(caller, endpoint.brief(), id, version, data));
      case PATCH -> outcome(OK, endpoint.modify(caller, endpoint.brief(), id, version, data));
      case DELETE -> {
        endpoint.delete(caller, id, version);
        yield new BulkOutcome(OK, id, location(operation), null, null);
      }
    };
  }

  @Override
  public BulkOutcome outcome(BulkOperation operation, List<Problem> problems) {
    return Scim1Bulk.refused(Scim1Error.of(problems), location(operation));
  }

  /** Told for everything but a creation that failed. */
  private @Nullable String location(BulkOperation operation) {
    ResourceType type = operation.type();
    return type == null || operation.target() == null
        ? null
        : ResourceId.parse(operation.target())
            .map(id -> ResourceWriter.location(type, id, base))
            .orElse(null);
  }

  private BulkOutcome outcome(int status, Resource resource) {
    return new BulkOutcome(
        status,
        resource.id().toString(),
        ResourceWriter.location(resource, base),
        ResourceWriter.entityTag(resource),
        null);
  }

  private void require(Permission permission) {
    if (!caller.may(permission)) {
      throw RejectedException.of(
          Kind.FORBIDDEN, "This needs the permission " + permission.key() + ".");
    }
  }

  private static Permission permission(ResourceType type, Method method) {
    boolean deletes = method == Method.DELETE;
    return type == ResourceType.USER
        ? deletes ? Permission.USERS_DELETE : Permission.USERS_WRITE
        : deletes ? Permission.GROUPS_DELETE : Permission.GROUPS_WRITE;
  }
}
