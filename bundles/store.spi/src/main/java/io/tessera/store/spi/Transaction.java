package io.tessera.store.spi;

import io.tessera.model.ResourceId;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.osgi.annotation.versioning.ConsumerType;

/** What can be done inside one database transaction. Used by one thread, until its work returns. */
@ConsumerType
public interface Transaction {
  Resources resources();

  Memberships memberships();

  Configurations configurations();

  Principals principals();

  AccessTokens accessTokens();

  SignInFailures signInFailures();

  LastUses lastUses();

  Bookmarks bookmarks();

  Intents intents();

  PassedResources passed();

  Evaluations evaluations();

  Sweeps sweeps();

  Assignments assignments();

  FederatedLinks federatedLinks();

  ShortMemories shortMemories();

  Tallies tallies();

  /** What is aimed at in each target where a user or group was sent once. */
  Map<UUID, Aim> aimsOf(ResourceId resource);

  /**
   * Writes the journal entry of a change and, for each target it concerns, an operation at the end
   * of its lane. The change's resource must have been written in this transaction already.
   */
  void record(Change change, Destinations destinations);

  /** Writes the journal entry of what was done in this transaction, or is about to be done. */
  void record(Deed deed);

  /** As {@link #record(Change, Destinations)} where nothing ends. */
  default void record(Change change, Collection<UUID> targets) {
    record(change, Destinations.to(Set.copyOf(targets)));
  }
}
