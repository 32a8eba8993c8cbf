package io.tessera.inbound.soap.internal.wso2;

import io.tessera.inbound.http.Requires;
import io.tessera.inbound.soap.internal.Asker;
import io.tessera.provisioning.api.Permission;
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
import tessera.wsdl.userstore.RemoteUserStoreManagerServicePortType;
import tessera.wsdl.userstore.SetUserClaimValue;
import tessera.wsdl.userstore.SetUserClaimValues;
import tessera.wsdl.userstore.UpdateCredential;
import tessera.wsdl.userstore.UpdateCredentialByAdmin;
import tessera.wsdl.userstore.UpdateRoleListOfUser;
import tessera.wsdl.userstore.UpdateRoleName;
import tessera.wsdl.userstore.UpdateUserListOfRole;

/** RemoteUserStoreManagerService: writes answer nothing when they succeed, and a fault when not. */
public final class UserStoreV1 implements RemoteUserStoreManagerServicePortType {
  private final UserStoreWork work;

  public UserStoreV1(Wso2Store store, Asker asker) {
    this.work = new UserStoreWork(store, asker);
  }

  @Override
  @Requires(Permission.USERS_WRITE)
  public void addUser(AddUser request) {
    work.addUser(request);
  }

  @Override
  @Requires(Permission.USERS_DELETE)
  public void deleteUser(DeleteUser request) {
    work.deleteUser(request);
  }

  @Override
  @Requires(Permission.USERS_WRITE)
  public void updateCredential(UpdateCredential request) {
    work.updateCredential(request);
  }

  @Override
  @Requires(Permission.USERS_WRITE)
  public void updateCredentialByAdmin(UpdateCredentialByAdmin request) {
    work.updateCredentialByAdmin(request);
  }

  @Override
  @Requires(Permission.USERS_WRITE)
  public void setUserClaimValue(SetUserClaimValue request) {
    work.setUserClaimValue(request);
  }

  @Override
  @Requires(Permission.USERS_WRITE)
  public void setUserClaimValues(SetUserClaimValues request) {
    work.setUserClaimValues(request);
  }

  @Override
  @Requires(Permission.USERS_WRITE)
  public void addUserClaimValue(AddUserClaimValue request) {
    work.addUserClaimValue(request);
  }

  @Override
  @Requires(Permission.USERS_WRITE)
  public void addUserClaimValues(AddUserClaimValues request) {
    work.addUserClaimValues(request);
  }

  @Override
  @Requires(Permission.USERS_WRITE)
  public void deleteUserClaimValue(DeleteUserClaimValue request) {
    work.deleteUserClaimValue(request);
  }

  @Override
  @Requires(Permission.USERS_WRITE)
  public void deleteUserClaimValues(DeleteUserClaimValues request) {
    work.deleteUserClaimValues(request);
  }

  @Override
  @Requires(Permission.GROUPS_WRITE)
  public void addRole(AddRole request) {
    work.addRole(request);
  }

  @Override
  @Requires(Permission.GROUPS_DELETE)
  public void deleteRole(DeleteRole request) {
    work.deleteRole(request);
  }

  @Override
  @Requires(Permission.GROUPS_WRITE)
  public void updateRoleName(UpdateRoleName request) {
    work.updateRoleName(request);
  }

  @Override
  @Requires(Permission.GROUPS_WRITE)
  public void updateRoleListOfUser(UpdateRoleListOfUser request) {
    work.updateRoleListOfUser(request);
  }

  @Override
  @Requires(Permission.GROUPS_WRITE)
  public void updateUserListOfRole(UpdateUserListOfRole request) {
    work.updateUserListOfRole(request);
  }

  @Override
  @Requires(Permission.USERS_READ)
  public AuthenticateResponse authenticate(Authenticate request) {
    return work.authenticate(request);
  }

  @Override
  @Requires(Permission.USERS_READ)
  public IsExistingUserResponse isExistingUser(IsExistingUser request) {
    return work.isExistingUser(request);
  }

  @Override
  @Requires(Permission.GROUPS_READ)
  public IsExistingRoleResponse isExistingRole(IsExistingRole request) {
    return work.isExistingRole(request);
  }

  @Override
  @Requires(Permission.SOAP_PROVISION)
  public IsReadOnlyResponse isReadOnly(IsReadOnly request) {
    return work.isReadOnly(request);
  }

  @Override
  @Requires(Permission.USERS_READ)
  public ListUsersResponse listUsers(ListUsers request) {
    return work.listUsers(request);
  }

  @Override
  @Requires(Permission.USERS_READ)
  public GetUserListResponse getUserList(GetUserList request) {
    return work.getUserList(request);
  }

  @Override
  @Requires(Permission.GROUPS_READ)
  public GetUserListOfRoleResponse getUserListOfRole(GetUserListOfRole request) {
    return work.getUserListOfRole(request);
  }

  @Override
  @Requires(Permission.GROUPS_READ)
  public GetRoleListOfUserResponse getRoleListOfUser(GetRoleListOfUser request) {
    return work.getRoleListOfUser(request);
  }

  @Override
  @Requires(Permission.GROUPS_READ)
  public GetRoleNamesResponse getRoleNames(GetRoleNames request) {
    return work.getRoleNames(request);
  }

  @Override
  @Requires(Permission.GROUPS_READ)
  public GetHybridRolesResponse getHybridRoles(GetHybridRoles request) {
    return work.getHybridRoles(request);
  }

  @Override
  @Requires(Permission.SOAP_PROVISION)
  public GetAllProfileNamesResponse getAllProfileNames(GetAllProfileNames request) {
    return work.getAllProfileNames(request);
  }

  @Override
  @Requires(Permission.USERS_READ)
  public GetProfileNamesResponse getProfileNames(GetProfileNames request) {
    return work.getProfileNames(request);
  }

  @Override
  @Requires(Permission.USERS_READ)
  public GetUserClaimValueResponse getUserClaimValue(GetUserClaimValue request) {
    return work.getUserClaimValue(request);
  }

  @Override
  @Requires(Permission.USERS_READ)
  public GetUserClaimValuesResponse getUserClaimValues(GetUserClaimValues request) {
    return work.getUserClaimValues(request);
  }

  @Override
  @Requires(Permission.USERS_READ)
  public GetUserClaimValuesForClaimsResponse getUserClaimValuesForClaims(
      GetUserClaimValuesForClaims request) {
    return work.getUserClaimValuesForClaims(request);
  }

  @Override
  @Requires(Permission.USERS_READ)
  public GetUserIdResponse getUserId(GetUserId request) {
    return work.getUserId(request);
  }

  @Override
  @Requires(Permission.USERS_READ)
  public GetTenantIdofUserResponse getTenantIdofUser(GetTenantIdofUser request) {
    return work.getTenantIdofUser(request);
  }

  @Override
  @Requires(Permission.SOAP_PROVISION)
  public GetTenantIdResponse getTenantId(GetTenantId request) {
    return work.getTenantId(request);
  }

  @Override
  @Requires(Permission.USERS_READ)
  public GetPasswordExpirationTimeResponse getPasswordExpirationTime(
      GetPasswordExpirationTime request) {
    return work.getPasswordExpirationTime(request);
  }

  @Override
  @Requires(Permission.SOAP_PROVISION)
  public GetPropertiesResponse getProperties(GetProperties request) {
    return work.getProperties(request);
  }
}
