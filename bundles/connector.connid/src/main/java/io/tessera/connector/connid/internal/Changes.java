package io.tessera.connector.connid.internal;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.RemoteChanges;
import io.tessera.connector.spi.RemoteChanges.RemoteChange;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import java.util.ArrayList;
import java.util.List;
import org.identityconnectors.framework.api.operations.SyncApiOp;
import org.identityconnectors.framework.common.exceptions.ConnectorException;
import org.identityconnectors.framework.common.objects.SyncDelta;
import org.identityconnectors.framework.common.objects.SyncDeltaType;
import org.identityconnectors.framework.common.objects.SyncToken;
import org.identityconnectors.framework.common.serializer.SerializerUtil;
import org.jspecify.annotations.Nullable;

/** Tells what changed in the target, as far as its connector can. */
final class Changes {
  private final Facade facade;
  private final ObjectKinds kinds;

  Changes(Facade facade, ObjectKinds kinds) {
    this.facade = facade;
    this.kinds = kinds;
  }

  /** What has been told so far. */
  private static final class Told {
    private final List<RemoteChange> changes = new ArrayList<>();
    private @Nullable SyncToken last;
    private boolean more;
  }

  RemoteChanges changes(ObjectType type, @Nullable String token, int most)
      throws TargetFailure, InterruptedException {
    if (!facade.can(SyncApiOp.class)) {
      throw TargetFailure.of(FailureKind.CONFIGURATION, "The connector tells no changes.");
    }
    ObjectKind kind = kinds.of(type);
    if (token == null) {
      SyncToken now = facade.call(c -> c.getLatestSyncToken(kind.objectClass()));
      return new RemoteChanges.Known(List.of(), write(now), false);
    }
    SyncToken since = read(token);
    Told told = new Told();
    @Nullable SyncToken end =
        facade.call(
            c ->
                c.sync(
                    kind.objectClass(),
                    since,
                    delta -> take(kind, told, delta, most),
                    Finder.options(kind, TargetAttributes.none())));
    SyncToken next = told.more || end == null ? told.last : end;
    return new RemoteChanges.Known(told.changes, next == null ? token : write(next), told.more);
  }

  /** Of one token all is told, since asking on with it would miss the rest. */
  private static boolean take(ObjectKind kind, Told told, SyncDelta delta, int most) {
    boolean full = told.changes.size() >= most && !delta.getToken().equals(told.last);
    if (full) {
      told.more = true;
      return false;
    }
    told.changes.add(change(kind, delta));
    told.last = delta.getToken();
    return true;
  }

  private static RemoteChange change(ObjectKind kind, SyncDelta delta) {
    if (delta.getDeltaType() == SyncDeltaType.DELETE || delta.getObject() == null) {
      return new RemoteChanges.Removed(new RemoteId(delta.getUid().getUidValue()));
    }
    return new RemoteChanges.Put(Listings.account(kind, delta.getObject()));
  }

  private static String write(@Nullable SyncToken token) throws TargetFailure {
    if (token == null) {
      throw TargetFailure.of(FailureKind.CONFIGURATION, "The connector gives no token.");
    }
    return SerializerUtil.serializeBase64Object(token);
  }

  private static SyncToken read(String token) throws TargetFailure {
    try {
      if (SerializerUtil.deserializeBase64Object(token) instanceof SyncToken read) {
        return read;
      }
    } catch (ConnectorException | IllegalArgumentException malformed) {
      // Said below.
    }
    throw TargetFailure.of(FailureKind.INVALID, "The token is none of ours.");
  }
}
