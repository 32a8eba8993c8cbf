package io.tessera.provisioning.internal.write;

import io.tessera.model.MemberRef;
import io.tessera.model.Resource;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
import io.tessera.provisioning.internal.configuration.Snapshot;
import io.tessera.provisioning.internal.selection.Occasion;
import io.tessera.provisioning.internal.selection.Selection;
import io.tessera.store.spi.Change;
import io.tessera.store.spi.Transaction;
import java.time.Clock;

/** Has users and groups looked at again, inside a transaction of whoever asks. */
public final class Reviews {
  private final LiveConfiguration configuration;
  private final WritePath writes;

  public Reviews(LiveConfiguration configuration, Clock clock) {
    this.configuration = configuration;
    this.writes = new WritePath(clock);
  }

  /**
   * Sends a user or group where it should be by now, and ends it where it should not be.
   *
   * @param caller on whose behalf, with the service provider that caused it
   * @return whether anything was to be done; not so for what is gone
   */
  public boolean review(Transaction tx, Caller caller, MemberRef who, Review review) {
    Snapshot snapshot = configuration.in(tx);
    return writes.review(new Write(tx, snapshot, caller, null), who, review);
  }

  /**
   * What the next change by a service provider would do with a user or group as it is; for who
   * signs in at an identity provider, the next sign-in.
   *
   * @param who is there
   */
  public Selection foresee(Transaction tx, String serviceProvider, MemberRef who) {
    Snapshot snapshot = configuration.in(tx);
    Caller caller = Caller.internal(serviceProvider, "");
    Resource present = tx.resources().find(Caller.RESIDENT, who.type(), who.id()).orElseThrow();
    Occasion next =
        Occasion.write(Change.Kind.UPDATE, serviceProvider, snapshot.outbound(serviceProvider));
    boolean signsIn =
        who.type() == ResourceType.USER && !tx.federatedLinks().of(who.id()).isEmpty();
    return WritePath.select(
        new Write(tx, snapshot, caller, null), present, signsIn ? next.bySignIn() : next);
  }
}
