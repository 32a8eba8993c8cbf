package io.tessera.inbound.soap.internal.wso2;

import io.tessera.inbound.http.Admission;
import io.tessera.inbound.http.Credentials;
import io.tessera.inbound.soap.internal.Asker;
import io.tessera.inbound.soap.internal.RefusedException;
import io.tessera.inbound.soap.internal.Resources;
import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Include;
import io.tessera.provisioning.api.Permission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tessera.wsdl.userstore.AddRole;
import tessera.wsdl.userstore.AddUser;
import tessera.wsdl.userstore.AddUserClaimValue;
import tessera.wsdl.userstore.AddUserClaimValues;
import tessera.wsdl.userstore.Authenticate;
import tessera.wsdl.userstore.AuthenticateResponse;
import tessera.wsdl.userstore.DeleteRole;
import tessera.wsdl.userstore.DeleteUser;
import tessera.wsdl.userstore.DeleteUserClaimValue;
import tessera.wsdl.userstore.DeleteUserClaimValues;
import tessera.wsdl.userstore.GetAllProfileNames;
import tessera.wsdl.userstore.GetAllProfileNamesResponse;
import tessera.wsdl.userstore.GetHybridRoles;
import tessera.wsdl.userstore.GetHybridRolesResponse;
import tessera.wsdl.userstore.GetPasswordExpirationTime;
import tessera.wsdl.userstore.GetPasswordExpirationTimeResponse;
import tessera.wsdl.userstore.GetProfileNames;
import tessera.wsdl.userstore.GetProfileNamesResponse;
import tessera.wsdl.userstore.GetProperties;
import tessera.wsdl.userstore.GetPropertiesResponse;
import tessera.wsdl.userstore.GetRoleListOfUser;
import tessera.wsdl.userstore.GetRoleListOfUserResponse;
import tessera.wsdl.userstore.GetRoleNames;
import tessera.wsdl.userstore.GetRoleNamesResponse;
import tessera.wsdl.userstore.GetTenantId;
import tessera.wsdl.userstore.GetTenantIdResponse;
import tessera.wsdl.userstore.GetTenantIdofUser;
import tessera.wsdl.userstore.GetTenantIdofUserResponse;
import tessera.wsdl.userstore.GetUserClaimValue;
import tessera.wsdl.userstore.GetUserClaimValueResponse;
import tessera.wsdl.userstore.GetUserClaimValues;
import tessera.wsdl.userstore.GetUserClaimValuesForClaims;
import tessera.wsdl.userstore.GetUserClaimValuesForClaimsResponse;
import tessera.wsdl.userstore.GetUserClaimValuesResponse;
import tessera.wsdl.userstore.GetUserId;
import tessera.wsdl.userstore.GetUserIdResponse;
import tessera.wsdl.userstore.GetUserList;
import tessera.wsdl.userstore.GetUserListOfRole;
import tessera.wsdl.userstore.GetUserListOfRoleResponse;
import tessera.wsdl.userstore.GetUserListResponse;
import tessera.wsdl.userstore.IsExistingRole;
import tessera.wsdl.userstore.IsExistingRoleResponse;
import tessera.wsdl.userstore.IsExistingUser;
import tessera.wsdl.userstore.IsExistingUserResponse;
import tessera.wsdl.userstore.IsReadOnly;
import tessera.wsdl.userstore.IsReadOnlyResponse;
import tessera.wsdl.userstore.ListUsers;
import tessera.wsdl.userstore.ListUsersResponse;
import tessera.wsdl.userstore.SetUserClaimValue;
import tessera.wsdl.userstore.SetUserClaimValues;
import tessera.wsdl.userstore.UpdateCredential;
import tessera.wsdl.userstore.UpdateCredentialByAdmin;
import tessera.wsdl.userstore.UpdateRoleListOfUser;
import tessera.wsdl.userstore.UpdateRoleName;
import tessera.wsdl.userstore.UpdateUserListOfRole;
import tessera.wsdl.userstore.common.ClaimValue;
import tessera.wsdl.userstore.dao.ClaimDTO;

/** The operations of the user store services for one request. */
final class UserStoreWork {
  /** The tenant of WSO2's servers that have one only. */
  private static final int TENANT = -1234;

  private static final long NEVER = -1;
  private static final int UNAUTHORIZED = 401;
  private static final String PROFILE = "default";

  private final StoreUsers users;
  private final StoreRoles roles;
  private final Claims claims;
  private final Asker asker;
  private final Caller caller;

  UserStoreWork(Wso2Store store, Asker asker) {
    this.users = store.users();
    this.roles = store.roles();
    this.claims = store.claims();
    this.asker = asker;
    this.caller = asker.caller();
  }

  /** What clients wish of the next sign-in is not kept, as with WSO2's own stores. */
  void addUser(AddUser request) {
    requireProfile(request.getProfileName());
    String name = given("userName", request.getUserName());
    List<String> wanted = names(request.getRoleList());
    if (!wanted.isEmpty()) {
      require(Permission.GROUPS_WRITE);
    }
    Map<String, Resource> groups = roles.known(caller, name, wanted);
    Resource created =
        users.create(caller, name, request.getCredential(), values(request.getClaims()));
    try {
      roles.changeRoles(caller, created, Map.of(), groups);
    } catch (RejectedException refused) {
      List<Problem> problems = new ArrayList<>(refused.problems());
      problems.add(
          Problem.of(Kind.CONFLICT, "The user was created but did not get all of its roles."));
      throw new RejectedException(problems);
    }
  }

  void deleteUser(DeleteUser request) {
    users.delete(caller, given("userName", request.getUserName()));
  }

  void updateCredential(UpdateCredential request) {
    String name = given("userName", request.getUserName());
    String password = given("newCredential", request.getNewCredential());
    if (!isRight(name, given("oldCredential", request.getOldCredential()))) {
      throw RejectedException.at(
          Kind.INVALID_VALUE,
          AttributePath.of("oldCredential"),
          "It is not the user's password, or the user may not sign in.");
    }
    users.setPassword(caller, name, password);
  }

  void updateCredentialByAdmin(UpdateCredentialByAdmin request) {
    users.setPassword(
        caller,
        given("userName", request.getUserName()),
        given("newCredential", request.getNewCredential()));
  }

  void setUserClaimValue(SetUserClaimValue request) {
    requireProfile(request.getProfileName());
    Map<String, String> one = value(request.getClaimURI(), request.getClaimValue());
    users.change(caller, given("userName", request.getUserName()), one, Claims.Mode.SET);
  }

  void setUserClaimValues(SetUserClaimValues request) {
    requireProfile(request.getProfileName());
    Map<String, String> all = values(request.getClaims());
    users.change(caller, given("userName", request.getUserName()), all, Claims.Mode.SET);
  }

  void addUserClaimValue(AddUserClaimValue request) {
    requireProfile(request.getProfileName());
    Map<String, String> one = value(request.getClaimURI(), request.getClaimValue());
    users.change(caller, given("userName", request.getUserName()), one, Claims.Mode.ADD);
  }

  void addUserClaimValues(AddUserClaimValues request) {
    requireProfile(request.getProfileName());
    Map<String, String> all = values(request.getClaims());
    users.change(caller, given("userName", request.getUserName()), all, Claims.Mode.ADD);
  }

  void deleteUserClaimValue(DeleteUserClaimValue request) {
    requireProfile(request.getProfileName());
    users.clear(
        caller,
        given("userName", request.getUserName()),
        List.of(given("claimURI", request.getClaimURI())));
  }

  void deleteUserClaimValues(DeleteUserClaimValues request) {
    requireProfile(request.getProfileName());
    users.clear(caller, given("userName", request.getUserName()), names(request.getClaims()));
  }

  /** Permissions of WSO2's own console mean nothing here. */
  void addRole(AddRole request) {
    roles.create(caller, given("roleName", request.getRoleName()), names(request.getUserList()));
  }

  void deleteRole(DeleteRole request) {
    roles.delete(caller, given("roleName", request.getRoleName()));
  }

  void updateRoleName(UpdateRoleName request) {
    roles.rename(
        caller,
        given("roleName", request.getRoleName()),
        given("newRoleName", request.getNewRoleName()));
  }

  void updateRoleListOfUser(UpdateRoleListOfUser request) {
    String name = given("userName", request.getUserName());
    Map<String, Resource> deleted = roles.known(caller, name, names(request.getDeletedRoles()));
    Map<String, Resource> added = roles.known(caller, name, names(request.getNewRoles()));
    roles.changeRoles(caller, users.get(caller, name, Set.of()), deleted, added);
  }

  void updateUserListOfRole(UpdateUserListOfRole request) {
    roles.changeMembers(
        caller,
        given("roleName", request.getRoleName()),
        names(request.getDeletedUsers()),
        names(request.getNewUsers()));
  }

  AuthenticateResponse authenticate(Authenticate request) {
    AuthenticateResponse answer = new AuthenticateResponse();
    answer.setReturn(
        isRight(
            given("userName", request.getUserName()),
            given("credential", request.getCredential())));
    return answer;
  }

  private boolean isRight(String name, String password) {
    Admission admission =
        asker.ask().apply(new Credentials(users.signInName(caller, name), password));
    if (admission instanceof Admission.Refused refused && refused.status() != UNAUTHORIZED) {
      throw new RefusedException(refused);
    }
    return admission instanceof Admission.Granted granted
        && granted.caller().identityIfAny().isPresent();
  }

  IsExistingUserResponse isExistingUser(IsExistingUser request) {
    IsExistingUserResponse answer = new IsExistingUserResponse();
    String name = given("userName", request.getUserName());
    answer.setReturn(users.find(caller, name, Set.of()).isPresent());
    return answer;
  }

  IsExistingRoleResponse isExistingRole(IsExistingRole request) {
    IsExistingRoleResponse answer = new IsExistingRoleResponse();
    answer.setReturn(roles.exists(caller, given("roleName", request.getRoleName())));
    return answer;
  }

  IsReadOnlyResponse isReadOnly(IsReadOnly request) {
    IsReadOnlyResponse answer = new IsReadOnlyResponse();
    answer.setReturn(false);
    return answer;
  }

  ListUsersResponse listUsers(ListUsers request) {
    ListUsersResponse answer = new ListUsersResponse();
    String pattern = Objects.requireNonNullElse(request.getFilter(), "*");
    int limit = Objects.requireNonNullElse(request.getMaxItemLimit(), -1);
    answer.getReturn().addAll(users.list(caller, pattern.isEmpty() ? "*" : pattern, limit));
    return answer;
  }

  GetUserListResponse getUserList(GetUserList request) {
    requireProfile(request.getProfile());
    GetUserListResponse answer = new GetUserListResponse();
    Claim claim = claims.named(given("claimUri", request.getClaimUri()));
    String value = given("claimValue", request.getClaimValue());
    answer
        .getReturn()
        .addAll(
            claim.slot().path().name().equals("groups")
                ? roles.usersOf(caller, value)
                : users.withClaim(caller, claim, value));
    return answer;
  }

  GetUserListOfRoleResponse getUserListOfRole(GetUserListOfRole request) {
    GetUserListOfRoleResponse answer = new GetUserListOfRoleResponse();
    answer.getReturn().addAll(roles.usersOf(caller, given("roleName", request.getRoleName())));
    return answer;
  }

  GetRoleListOfUserResponse getRoleListOfUser(GetRoleListOfUser request) {
    GetRoleListOfUserResponse answer = new GetRoleListOfUserResponse();
    answer.getReturn().addAll(roles.rolesOf(caller, given("userName", request.getUserName())));
    return answer;
  }

  GetRoleNamesResponse getRoleNames(GetRoleNames request) {
    GetRoleNamesResponse answer = new GetRoleNamesResponse();
    answer.getReturn().addAll(roles.all(caller));
    return answer;
  }

  GetHybridRolesResponse getHybridRoles(GetHybridRoles request) {
    GetHybridRolesResponse answer = new GetHybridRolesResponse();
    answer.getReturn().addAll(roles.internal(caller));
    return answer;
  }

  GetAllProfileNamesResponse getAllProfileNames(GetAllProfileNames request) {
    GetAllProfileNamesResponse answer = new GetAllProfileNamesResponse();
    answer.getReturn().add(PROFILE);
    return answer;
  }

  GetProfileNamesResponse getProfileNames(GetProfileNames request) {
    users.get(caller, given("userName", request.getUserName()), Set.of());
    GetProfileNamesResponse answer = new GetProfileNamesResponse();
    answer.getReturn().add(PROFILE);
    return answer;
  }

  GetUserClaimValueResponse getUserClaimValue(GetUserClaimValue request) {
    requireProfile(request.getProfileName());
    GetUserClaimValueResponse answer = new GetUserClaimValueResponse();
    Claim claim = claims.named(given("claim", request.getClaim()));
    Claims.read(claim, everything(request.getUserName())).ifPresent(answer::setReturn);
    return answer;
  }

  GetUserClaimValuesResponse getUserClaimValues(GetUserClaimValues request) {
    requireProfile(request.getProfileName());
    GetUserClaimValuesResponse answer = new GetUserClaimValuesResponse();
    Attributes attributes = everything(request.getUserName());
    for (Claim claim : claims.all()) {
      Claims.read(claim, attributes).ifPresent(v -> answer.getReturn().add(told(claim, v)));
    }
    return answer;
  }

  private static ClaimDTO told(Claim claim, String value) {
    ClaimDTO told = new ClaimDTO();
    told.setClaimUri(claim.uri());
    told.setDialectURI(claim.dialect());
    told.setDisplayTag(claim.label());
    told.setDescription(claim.slot().description());
    told.setDisplayOrder(0);
    told.setRequired(claim.slot().isRequired());
    told.setSupportedByDefault(true);
    told.setValue(value);
    return told;
  }

  GetUserClaimValuesForClaimsResponse getUserClaimValuesForClaims(
      GetUserClaimValuesForClaims request) {
    requireProfile(request.getProfileName());
    List<Claim> wanted = names(request.getClaims()).stream().map(claims::named).toList();
    Attributes attributes = everything(request.getUserName());
    GetUserClaimValuesForClaimsResponse answer = new GetUserClaimValuesForClaimsResponse();
    for (Claim claim : wanted) {
      Claims.read(claim, attributes)
          .ifPresent(
              v -> {
                ClaimValue told = new ClaimValue();
                told.setClaimURI(claim.uri());
                told.setValue(v);
                answer.getReturn().add(told);
              });
    }
    return answer;
  }

  private Attributes everything(@Nullable String userName) {
    return Resources.complete(
        users.get(caller, given("userName", userName), Set.of(Include.GROUPS)));
  }

  /** WSO2's numbers of users; ours are made of the id, the same at every node and time. */
  GetUserIdResponse getUserId(GetUserId request) {
    GetUserIdResponse answer = new GetUserIdResponse();
    ResourceId id = users.get(caller, given("username", request.getUsername()), Set.of()).id();
    answer.setReturn(Math.max(1, id.hashCode() & Integer.MAX_VALUE));
    return answer;
  }

  GetTenantIdofUserResponse getTenantIdofUser(GetTenantIdofUser request) {
    users.get(caller, given("username", request.getUsername()), Set.of());
    GetTenantIdofUserResponse answer = new GetTenantIdofUserResponse();
    answer.setReturn(TENANT);
    return answer;
  }

  GetTenantIdResponse getTenantId(GetTenantId request) {
    GetTenantIdResponse answer = new GetTenantIdResponse();
    answer.setReturn(TENANT);
    return answer;
  }

  GetPasswordExpirationTimeResponse getPasswordExpirationTime(GetPasswordExpirationTime request) {
    users.get(caller, given("username", request.getUsername()), Set.of());
    GetPasswordExpirationTimeResponse answer = new GetPasswordExpirationTimeResponse();
    answer.setReturn(NEVER);
    return answer;
  }

  /** Nothing is configured through here, so that there is nothing to tell. */
  GetPropertiesResponse getProperties(GetProperties request) {
    return new GetPropertiesResponse();
  }

  private void require(Permission permission) {
    if (!caller.may(permission)) {
      throw RejectedException.of(
          Kind.FORBIDDEN, "This needs the permission " + permission.key() + ".");
    }
  }

  private static void requireProfile(@Nullable String profile) {
    if (profile != null && !profile.isBlank() && !profile.equalsIgnoreCase(PROFILE)) {
      throw RejectedException.at(
          Kind.INVALID_VALUE,
          AttributePath.of("profileName"),
          "There is one profile, '" + PROFILE + "'.");
    }
  }

  private static String given(String parameter, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw RejectedException.at(Kind.INVALID_VALUE, AttributePath.of(parameter), "It is missing.");
    }
    return value;
  }

  /** Clients send nil for nobody. */
  private static List<String> names(List<String> given) {
    return given.stream().filter(n -> n != null && !n.isBlank()).toList();
  }

  private static Map<String, String> values(List<ClaimValue> given) {
    Map<String, String> values = new LinkedHashMap<>();
    for (ClaimValue claim : given) {
      if (claim != null) {
        String uri = given("claims.claimURI", claim.getClaimURI());
        String value = Objects.requireNonNullElse(claim.getValue(), "");
        values.merge(uri, value, (first, second) -> first + "," + second);
      }
    }
    return values;
  }

  private static Map<String, String> value(@Nullable String uri, @Nullable String value) {
    return Map.of(given("claimURI", uri), Objects.requireNonNullElse(value, ""));
  }
}
