package io.tessera.connector.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import io.tessera.connector.directory.Layout.Kind;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.RemoteId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/** What one kind of directory does differently from the others. Called from several threads. */
@ConsumerType
public interface Dialect {
  /** The operational attributes that tell identity, version and whether an account may be used. */
  Set<String> stateAttributes(Kind kind);

  /** The attribute {@link #idOf} reads. */
  String idAttribute();

  /** The id of an entry, in its text form; none where the attribute cannot be read. */
  Optional<RemoteId> idOf(Entry entry);

  /** What finds an entry by its id; none where no entry can have such an id. */
  Optional<Filter> withId(RemoteId id);

  /** What finds the entries of one kind. */
  default Filter marker(Kind kind) {
    return Filter.createEqualityFilter("objectClass", kind.objectClasses().get(0));
  }

  /** What the directory calls this state of an entry; null where it does not say. */
  @Nullable String versionOf(Entry entry);

  /** Whether an account may be used; null where the directory does not say. */
  Operation.@Nullable Activity activityOf(Entry entry);

  /** Refuses values that cannot be written, naming the attribute. */
  default void check(Operation operation) throws TargetFailure {}

  /** Encodes an attribute its own way; none: as the others are. */
  default Optional<Attribute> encode(String name, List<String> values) throws TargetFailure {
    return Optional.empty();
  }

  /** Completes an entry that is about to be added. */
  default void beforeAdding(Entry entry, Operation operation) throws TargetFailure {}

  /** What an entry still needs after it was added. Each step is one request, in this order. */
  default List<Step> afterAdding(Operation operation) throws TargetFailure {
    return List.of();
  }

  /** What a change of an existing entry needs beyond its attributes. */
  List<Modification> whenChanging(Entry entry, Operation operation) throws TargetFailure;

  /**
   * What to try instead of a change that was refused; nothing of it was done.
   *
   * @return empty: nothing
   */
  default List<Modification> insteadOf(
      List<Modification> refusedChange, Entry entry, Operation operation, TargetFailure refused)
      throws TargetFailure {
    return List.of();
  }

  /** Whether an attribute that names the entry changes with its name only, even its case. */
  default boolean namesOnlyByName() {
    return false;
  }

  /** Attributes that are told and cannot be written, by folded name, and what to do instead. */
  default Optional<String> whyNotWritable(String foldedName) {
    return Optional.empty();
  }

  /** Folded names of attributes that the schema requires and the directory or dialect gives. */
  default Set<String> givenByDirectory() {
    return Set.of();
  }

  /** What the directory's own words mean; none: what the result code means. */
  default Optional<Meaning> meaningOf(LDAPException refused) {
    return Optional.empty();
  }

  /** Further things to try when the settings are tested. */
  default List<Trial> trials(Directory directory) {
    return List.of();
  }

  /**
   * One request after an addition.
   *
   * @param what for messages, such as {@code set the password}
   */
  record Step(String what, List<Modification> modifications) {}

  /**
   * What to do, and why.
   *
   * @param advice for the operator; comes before the directory's own words
   */
  record Meaning(FailureKind kind, String advice) {}

  /** One thing to try; changes nothing. */
  record Trial(String name, Attempt attempt) {}

  /** Says what was seen. */
  interface Attempt {
    String run() throws TargetFailure, InterruptedException;
  }
}
