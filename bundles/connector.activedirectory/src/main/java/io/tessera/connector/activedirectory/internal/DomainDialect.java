package io.tessera.connector.activedirectory.internal;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import io.tessera.connector.activedirectory.internal.DomainSettings.Accounts;
import io.tessera.connector.activedirectory.internal.DomainSettings.Passwords;
import io.tessera.connector.directory.Dialect;
import io.tessera.connector.directory.Directory;
import io.tessera.connector.directory.Layout.Kind;
import io.tessera.connector.directory.TargetFailure;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.RemoteId;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a domain controller does differently from other directories (MS-ADTS). */
final class DomainDialect implements Dialect {
  private static final String GUID = "objectGUID";
  private static final String VERSION = "uSNChanged";
  private static final String GROUP_TYPE = "groupType";
  private static final int GENERATED_BYTES = 32;

  private static final Map<String, String> NOT_WRITABLE =
      Map.of(
          "memberof", "members are kept at the group.",
          "objectguid", "the domain gives it.",
          "objectsid", "the domain gives it.",
          "usnchanged", "the domain gives it.",
          "member", "members are told as members.");

  private static final Set<String> GIVEN =
      Set.of(
          "instancetype",
          "ntsecuritydescriptor",
          "objectcategory",
          "objectsid",
          "grouptype",
          "objectguid");

  private final Accounts accounts;
  private final SecureRandom random = new SecureRandom();

  DomainDialect(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public Set<String> stateAttributes(Kind kind) {
    return isUser(kind) ? Set.of(GUID, VERSION, AccountControl.ATTRIBUTE) : Set.of(GUID, VERSION);
  }

  private static boolean isUser(Kind kind) {
    return kind.label().equals("user");
  }

  @Override
  public String idAttribute() {
    return GUID;
  }

  @Override
  public Optional<RemoteId> idOf(Entry entry) {
    return Optional.ofNullable(entry.getAttributeValueBytes(GUID))
        .flatMap(ObjectGuid::text)
        .map(RemoteId::new);
  }

  @Override
  public Optional<Filter> withId(RemoteId id) {
    return ObjectGuid.bytes(id.value()).map(bytes -> Filter.createEqualityFilter(GUID, bytes));
  }

  /** Computers are users, too, as the schema has it. */
  @Override
  public Filter marker(Kind kind) {
    Filter marker = Dialect.super.marker(kind);
    return isUser(kind)
        ? Filter.createANDFilter(
            marker, Filter.createNOTFilter(Filter.createEqualityFilter("objectClass", "computer")))
        : marker;
  }

  @Override
  public @Nullable String versionOf(Entry entry) {
    return entry.getAttributeValue(VERSION);
  }

  @Override
  public @Nullable Activity activityOf(Entry entry) {
    return AccountControl.in(entry).map(AccountControl::of).orElse(null);
  }

  @Override
  public void check(Operation operation) throws TargetFailure {
    AccountNames.check(operation);
  }

  /** A password is quoted, in UTF-16LE (MS-ADTS section 3.1.1.3.1.5.1), and never in the clear. */
  @Override
  public Optional<Attribute> encode(String name, List<String> values) throws TargetFailure {
    if (!name.equalsIgnoreCase(DomainSettings.PASSWORD)) {
      return Optional.empty();
    }
    if (!accounts.isProtected()) {
      throw TargetFailure.of(
          FailureKind.CONFIGURATION, "Passwords are sent over TLS only; set security.");
    }
    if (values.isEmpty() || values.get(0).isEmpty()) {
      throw TargetFailure.of(
          FailureKind.INVALID, DomainSettings.PASSWORD + " cannot be emptied; do not map it.");
    }
    return Optional.of(new Attribute(DomainSettings.PASSWORD, quoted(values.get(0))));
  }

  private static byte[] quoted(String password) {
    return ('"' + password + '"').getBytes(StandardCharsets.UTF_16LE);
  }

  @Override
  public void beforeAdding(Entry entry, Operation operation) {
    if (operation.type() == ObjectType.GROUP) {
      if (!entry.hasAttribute(GROUP_TYPE)) {
        entry.setAttribute(GROUP_TYPE, Integer.toString(accounts.groupType()));
      }
      return;
    }
    entry.removeAttribute(DomainSettings.PASSWORD);
    int bits = AccountControl.in(entry).orElseGet(this::bitsOfNew);
    entry.setAttribute(
        AccountControl.ATTRIBUTE, Integer.toString(AccountControl.with(bits, Activity.DISABLED)));
  }

  private int bitsOfNew() {
    return AccountControl.ofNew(Activity.ENABLED, accounts.passwords());
  }

  /** A new account is disabled until it has a password. */
  @Override
  public List<Step> afterAdding(Operation operation) throws TargetFailure {
    List<Step> steps = new ArrayList<>();
    if (operation.type() == ObjectType.GROUP) {
      return steps;
    }
    Optional<Attribute> password = passwordOfNew(operation);
    if (password.isPresent()) {
      steps.add(new Step("set the password", password(operation, password.get())));
    }
    if (operation.activityIfAny().orElse(Activity.ENABLED) == Activity.ENABLED) {
      int bits =
          given(operation, AccountControl.ATTRIBUTE)
              .flatMap(DomainDialect::number)
              .orElseGet(this::bitsOfNew);
      steps.add(
          new Step(
              "enable the account", List.of(replace(AccountControl.with(bits, Activity.ENABLED)))));
    }
    return steps;
  }

  private List<Modification> password(Operation operation, Attribute password) {
    List<Modification> modifications = new ArrayList<>();
    modifications.add(
        new Modification(
            ModificationType.REPLACE, DomainSettings.PASSWORD, password.getRawValues()));
    if (accounts.changeAtNextLogon() && given(operation, DomainSettings.PASSWORD).isPresent()) {
      modifications.add(new Modification(ModificationType.REPLACE, "pwdLastSet", "0"));
    }
    return modifications;
  }

  private Optional<Attribute> passwordOfNew(Operation operation) throws TargetFailure {
    Optional<String> password = given(operation, DomainSettings.PASSWORD);
    if (password.isPresent()) {
      return encode(DomainSettings.PASSWORD, List.of(password.get()));
    }
    return accounts.passwords() == Passwords.GENERATED
        ? encode(DomainSettings.PASSWORD, List.of(generated()))
        : Optional.empty();
  }

  /** Told to nobody; has every class of characters a domain may ask for. */
  private String generated() {
    byte[] bytes = new byte[GENERATED_BYTES];
    random.nextBytes(bytes);
    return "aA1-" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static Optional<String> given(Operation operation, String attribute) {
    return operation.attributes().names().stream()
        .filter(attribute::equalsIgnoreCase)
        .findFirst()
        .flatMap(operation.attributes()::first);
  }

  private static Optional<Integer> number(String text) {
    try {
      return Optional.of(Integer.parseInt(text.strip()));
    } catch (NumberFormatException malformed) {
      return Optional.empty();
    }
  }

  @Override
  public List<Modification> whenChanging(Entry entry, Operation operation) {
    Optional<Activity> wanted = operation.activityIfAny();
    Optional<Integer> had = AccountControl.in(entry);
    if (wanted.isEmpty() || operation.type() == ObjectType.GROUP) {
      return List.of();
    }
    int bits =
        given(operation, AccountControl.ATTRIBUTE)
            .flatMap(DomainDialect::number)
            .or(() -> had)
            .orElseGet(this::bitsOfNew);
    int changed = AccountControl.with(bits, wanted.get());
    return had.filter(old -> old == changed).isPresent() && bits == changed
        ? List.of()
        : List.of(replace(changed));
  }

  /**
   * An account without a password cannot be enabled. One may be left so by a creation whose answer
   * was lost; it gets the password that its creation would have given it.
   */
  @Override
  public List<Modification> insteadOf(
      List<Modification> refusedChange, Entry entry, Operation operation, TargetFailure refused)
      throws TargetFailure {
    boolean enabling =
        operation.activityIfAny().filter(Activity.ENABLED::equals).isPresent()
            && activityOf(entry) == Activity.DISABLED;
    if (!enabling
        || accounts.passwords() != Passwords.GENERATED
        || given(operation, DomainSettings.PASSWORD).isPresent()
        || !refused.failed().detail().contains(DomainWords.AGAINST_THE_PASSWORD_RULES)) {
      return List.of();
    }
    List<Modification> instead = new ArrayList<>();
    instead.add(
        new Modification(ModificationType.REPLACE, DomainSettings.PASSWORD, quoted(generated())));
    instead.addAll(refusedChange);
    return instead;
  }

  private static Modification replace(int bits) {
    return new Modification(
        ModificationType.REPLACE, AccountControl.ATTRIBUTE, Integer.toString(bits));
  }

  @Override
  public boolean namesOnlyByName() {
    return true;
  }

  @Override
  public Optional<String> whyNotWritable(String foldedName) {
    return Optional.ofNullable(NOT_WRITABLE.get(foldedName));
  }

  @Override
  public Set<String> givenByDirectory() {
    return GIVEN;
  }

  @Override
  public Optional<Meaning> meaningOf(LDAPException refused) {
    return DomainWords.meaningOf(refused);
  }

  @Override
  public List<Trial> trials(Directory directory) {
    return List.of(
        new Trial("ask the domain controller", () -> controller(directory)),
        new Trial("protect passwords", this::protection));
  }

  private static String controller(Directory directory) throws TargetFailure, InterruptedException {
    Entry root = directory.ask("read the root entry", c -> c.getEntry("", "defaultNamingContext"));
    String domain = root == null ? null : root.getAttributeValue("defaultNamingContext");
    if (domain == null) {
      throw TargetFailure.of(
          FailureKind.CONFIGURATION,
          "This is no domain controller; use the LDAP connector for other directories.");
    }
    return "It serves " + domain + ".";
  }

  private String protection() throws TargetFailure {
    if (!accounts.isProtected()) {
      throw TargetFailure.of(
          FailureKind.CONFIGURATION,
          "Without TLS no password can be set, and no account be enabled; set security.");
    }
    return "The connection is protected.";
  }
}
