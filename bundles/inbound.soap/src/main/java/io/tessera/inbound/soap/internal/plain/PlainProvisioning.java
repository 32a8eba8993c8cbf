package io.tessera.inbound.soap.internal.plain;

import io.tessera.inbound.http.Requires;
import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Page;
import io.tessera.model.Problem.Kind;
import io.tessera.model.Query;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.filter.Filter;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Include;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.Precondition;
import io.tessera.provisioning.api.admin.Deliveries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tessera.wsdl.provisioning.Account;
import tessera.wsdl.provisioning.AccountState;
import tessera.wsdl.provisioning.CreateGroup;
import tessera.wsdl.provisioning.CreateUser;
import tessera.wsdl.provisioning.DeleteGroup;
import tessera.wsdl.provisioning.DeleteUser;
import tessera.wsdl.provisioning.FindUser;
import tessera.wsdl.provisioning.FindUserResponse;
import tessera.wsdl.provisioning.FindUsers;
import tessera.wsdl.provisioning.FindUsersResponse;
import tessera.wsdl.provisioning.GetAccounts;
import tessera.wsdl.provisioning.GetAccountsResponse;
import tessera.wsdl.provisioning.Gone;
import tessera.wsdl.provisioning.Membership;
import tessera.wsdl.provisioning.Provisioning;
import tessera.wsdl.provisioning.RoleOfUser;
import tessera.wsdl.provisioning.SetActive;
import tessera.wsdl.provisioning.UpdateUser;
import tessera.wsdl.provisioning.UserData;
import tessera.wsdl.provisioning.Written;

/** The operations of ProvisioningService for one request. */
public final class PlainProvisioning implements Provisioning {
  private static final int DEFAULT_COUNT = 100;

  private final PlainUsers users;
  private final Deliveries deliveries;
  private final Caller caller;

  public PlainProvisioning(PlainUsers users, Deliveries deliveries, Caller caller) {
    this.users = users;
    this.deliveries = deliveries;
    this.caller = caller;
  }

  /** What was created by another request of the same caller meanwhile is brought up to date. */
  @Override
  @Requires(Permission.USERS_WRITE)
  public Written createUser(CreateUser request) {
    UserData given = PlainUsers.given("user", request.getUser());
    PlainUsers.given("userName", given.getUserName());
    Optional<Resource> present = known(ResourceType.USER, given.getExternalId());
    if (present.isPresent()) {
      return again(present.get(), given);
    }
    try {
      return created(
          users
              .provisioning()
              .create(caller, ResourceType.USER, users.put(Attributes.empty(), given), Set.of()));
    } catch (RejectedException refused) {
      return afterRace(refused, ResourceType.USER, given.getExternalId(), r -> again(r, given));
    }
  }

  /** A password may have been changed since; sending a request again must not bring it back. */
  private Written again(Resource present, UserData given) {
    given.setPassword(null);
    return update(present, given);
  }

  private Optional<Resource> known(ResourceType type, @Nullable String externalId) {
    return externalId == null || externalId.isBlank()
        ? Optional.empty()
        : users.resources().by("externalId", externalId, caller, type, Set.of());
  }

  /** What becomes of a creation that came second. */
  private interface Second {
    Written with(Resource first);
  }

  private Written afterRace(
      RejectedException refused, ResourceType type, @Nullable String externalId, Second second) {
    if (refused.first().kind() != Kind.UNIQUENESS) {
      throw refused;
    }
    return known(type, externalId).map(second::with).orElseThrow(() -> refused);
  }

  private static Written created(Resource resource) {
    Written written = new Written();
    written.setId(resource.id().toString());
    written.setVersion(resource.version());
    written.setChanged(true);
    return written;
  }

  private static Written written(Resource before, Resource after) {
    Written written = created(after);
    written.setChanged(before.version() != after.version());
    return written;
  }

  @Override
  @Requires(Permission.USERS_WRITE)
  public Written updateUser(UpdateUser request) {
    UserData given = PlainUsers.given("user", request.getUser());
    return update(users.get(caller, request.getRef(), Set.of()), given);
  }

  private Written update(Resource present, UserData given) {
    return change(present, now -> users.put(now, given));
  }

  private Written change(Resource present, UnaryOperator<Attributes> edit) {
    return written(present, users.resources().change(caller, present, edit));
  }

  @Override
  @Requires(Permission.USERS_WRITE)
  public Written setActive(SetActive request) {
    return change(
        users.get(caller, request.getRef(), Set.of()),
        now -> now.toBuilder().put("active", request.isActive()).build());
  }

  @Override
  @Requires(Permission.USERS_DELETE)
  public Gone deleteUser(DeleteUser request) {
    return delete(users.find(caller, request.getRef(), Set.of()));
  }

  private Gone delete(Optional<Resource> present) {
    present.ifPresent(
        r -> users.provisioning().delete(caller, r.type(), r.id(), Precondition.NONE));
    Gone gone = new Gone();
    gone.setChanged(present.isPresent());
    return gone;
  }

  @Override
  @Requires(Permission.GROUPS_WRITE)
  public Written createGroup(CreateGroup request) {
    String name = PlainUsers.given("name", request.getName());
    Optional<Resource> present = known(ResourceType.GROUP, request.getExternalId());
    if (present.isPresent()) {
      return rename(present.get(), name);
    }
    Attributes.Builder group = Attributes.builder().put("displayName", name);
    if (request.getExternalId() != null && !request.getExternalId().isBlank()) {
      group.put("externalId", request.getExternalId());
    }
    try {
      return created(
          users.provisioning().create(caller, ResourceType.GROUP, group.build(), Set.of()));
    } catch (RejectedException refused) {
      return afterRace(refused, ResourceType.GROUP, request.getExternalId(), r -> rename(r, name));
    }
  }

  private Written rename(Resource group, String name) {
    return change(group, now -> now.toBuilder().put("displayName", name).build());
  }

  @Override
  @Requires(Permission.GROUPS_DELETE)
  public Gone deleteGroup(DeleteGroup request) {
    return delete(users.find(caller, request.getRef(), Set.of()));
  }

  @Override
  @Requires(Permission.GROUPS_WRITE)
  public Written addMember(Membership request) {
    Resource group = users.get(caller, request.getGroup());
    ResourceId user = users.get(caller, request.getUser(), Set.of()).id();
    return written(
        group, users.resources().changeMembers(caller, group.id(), List.of(user), List.of()));
  }

  @Override
  @Requires(Permission.GROUPS_WRITE)
  public Written removeMember(Membership request) {
    Resource group = users.get(caller, request.getGroup());
    ResourceId user = users.get(caller, request.getUser(), Set.of()).id();
    return written(
        group, users.resources().changeMembers(caller, group.id(), List.of(), List.of(user)));
  }

  /** Roles are values of the user's attribute of that name. */
  @Override
  @Requires(Permission.USERS_WRITE)
  public Written grantRole(RoleOfUser request) {
    String role = PlainUsers.given("role", request.getRole());
    return changeRoles(
        request,
        roles -> {
          if (!roles.contains(role)) {
            roles.add(role);
          }
        });
  }

  @Override
  @Requires(Permission.USERS_WRITE)
  public Written revokeRole(RoleOfUser request) {
    String role = PlainUsers.given("role", request.getRole());
    return changeRoles(request, roles -> roles.remove(role));
  }

  /** Changes a list in place. */
  private interface RolesEdit {
    void apply(List<String> roles);
  }

  private Written changeRoles(RoleOfUser request, RolesEdit edit) {
    return change(
        users.get(caller, request.getRef(), Set.of()),
        now -> {
          List<String> roles = new ArrayList<>(users.slots().roles().read(now));
          edit.apply(roles);
          return users.slots().roles().write(now, roles);
        });
  }

  @Override
  @Requires(Permission.USERS_READ)
  public FindUserResponse findUser(FindUser request) {
    FindUserResponse answer = new FindUserResponse();
    users
        .find(caller, request.getRef(), Set.of(Include.GROUPS))
        .map(users::told)
        .ifPresent(answer::setUser);
    return answer;
  }

  @Override
  @Requires(Permission.USERS_READ)
  public FindUsersResponse findUsers(FindUsers request) {
    String written = request.getFilter();
    Filter filter =
        written == null || written.isBlank() ? null : users.slots().parser().filter(written);
    String cursor =
        request.getCursor() == null || request.getCursor().isBlank() ? null : request.getCursor();
    Query query = new Query(filter, null, new Query.ByCursor(cursor, count(request.getCount())));
    Page<Resource> page = users.provisioning().find(caller, ResourceType.USER, query, Set.of());
    FindUsersResponse answer = new FindUsersResponse();
    page.items().stream().map(users::told).forEach(answer.getUser()::add);
    answer.setNextCursor(page.next());
    return answer;
  }

  private static int count(@Nullable Integer wanted) {
    int count = wanted == null ? DEFAULT_COUNT : wanted;
    if (count < 1 || count > Query.MAX_COUNT) {
      throw RejectedException.at(
          Kind.INVALID_COUNT,
          AttributePath.of("count"),
          "It must be 1 to " + Query.MAX_COUNT + ".");
    }
    return count;
  }

  @Override
  @Requires(Permission.USERS_READ)
  public GetAccountsResponse getAccounts(GetAccounts request) {
    Resource user = users.get(caller, request.getRef(), Set.of());
    GetAccountsResponse answer = new GetAccountsResponse();
    deliveries.accountsOf(caller, user.id()).stream()
        .map(account -> told(account, user))
        .forEach(answer.getAccount()::add);
    return answer;
  }

  private Account told(io.tessera.provisioning.api.admin.Account account, Resource user) {
    Account told = new Account();
    told.setTarget(account.targetName());
    told.setState(AccountState.fromValue(account.state().name()));
    account.remoteIdIfKnown().ifPresent(told::setRemoteId);
    told.setDeliveredVersion(account.deliveredVersion());
    told.setUpToDate(account.deliveredVersion() >= user.version());
    told.setUpdated(users.dateTime(account.updated()));
    return told;
  }
}
