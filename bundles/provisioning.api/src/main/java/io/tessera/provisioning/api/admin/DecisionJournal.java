package io.tessera.provisioning.api.admin;

import io.tessera.provisioning.api.Caller;
import org.osgi.annotation.versioning.ProviderType;

/** The journal, for parts of the server whose decisions are not kept in the database. */
@ProviderType
public interface DecisionJournal {
  /**
   * Records that a caller has decided something. It is called before that is done: what happened
   * without a record would be worse than a record of what failed.
   *
   * @param object what it is done to, e.g. {@code bundle}
   * @param id what that is known by, whatever becomes of it; the record is found by it where it is
   *     a UUID
   * @param name of that, for people; empty where it has none
   * @param action a word, e.g. {@code stopped}
   */
  void record(Caller caller, String object, String id, String name, String action);
}
