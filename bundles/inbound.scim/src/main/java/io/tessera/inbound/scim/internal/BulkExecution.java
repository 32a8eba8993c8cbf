package io.tessera.inbound.scim.internal;

import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.Precondition;
import io.tessera.provisioning.api.Provisioning;
import io.tessera.scim.protocol.ResourceWriter;
import io.tessera.scim.protocol.ScimError;
import io.tessera.scim.protocol.bulk.BulkOperation;
import io.tessera.scim.protocol.bulk.BulkOperation.Method;
import io.tessera.scim.protocol.bulk.BulkOutcome;
import io.tessera.scim.protocol.bulk.BulkRun;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Carries the operations of one bulk request out for one caller. */
final class BulkExecution implements BulkRun.Executor, BulkRun.Failed {
  private static final int CREATED = 201;
  private static final int OK = 200;
  private static final int NO_CONTENT = 204;

  private final Provisioning provisioning;
  private final Codecs codecs;
  private final Caller caller;
  private final String base;

  BulkExecution(Provisioning provisioning, Codecs codecs, Caller caller, String base) {
    this.provisioning = provisioning;
    this.codecs = codecs;
    this.caller = caller;
    this.base = base;
  }

  @Override
  public BulkOutcome execute(BulkOperation operation, @Nullable String target, Attributes data) {
    ResourceType type = Objects.requireNonNull(operation.type(), "well-formed");
    Method method = Method.valueOf(operation.method());
    require(permission(type, method));
    Codec codec = codecs.of(type);
    Precondition version = EntityTags.ifMatch(operation.version());
    return switch (method) {
      case POST ->
          outcome(CREATED, provisioning.create(caller, type, codec.reader().read(data), Set.of()));
      case PUT ->
          outcome(
              OK,
              provisioning.replace(
                  caller, type, id(type, target), codec.reader().read(data), version, Set.of()));
      case PATCH ->
          outcome(
              OK,
              provisioning.modify(
                  caller, type, id(type, target), codec.patches().read(data), version, Set.of()));
      case DELETE -> {
        ResourceId id = id(type, target);
        provisioning.delete(caller, type, id, version);
        yield new BulkOutcome(
            NO_CONTENT, id.toString(), ResourceWriter.location(type, id, base), null, null);
      }
    };
  }

  @Override
  public BulkOutcome outcome(BulkOperation operation, List<Problem> problems) {
    ScimError error = ScimError.of(problems);
    return new BulkOutcome(error.status(), null, location(operation), null, error.json());
  }

  /** Told for everything but a POST that failed (RFC 7644 section 3.7). */
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

  private static ResourceId id(ResourceType type, @Nullable String target) {
    return ResourceId.parse(String.valueOf(target))
        .orElseThrow(
            () ->
                RejectedException.of(Kind.NOT_FOUND, "There is no such " + type.scimName() + "."));
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
