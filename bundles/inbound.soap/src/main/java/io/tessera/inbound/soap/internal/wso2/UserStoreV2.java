package io.tessera.inbound.soap.internal.wso2;

import io.tessera.inbound.http.Requires;
import io.tessera.inbound.soap.internal.Asker;
import io.tessera.provisioning.api.Permission;
import tessera.wsdl.userstore.AddRole;
import tessera.wsdl.userstore.AddRoleResponse;
import tessera.wsdl.userstore.AddUser;
import tessera.wsdl.userstore.AddUserClaimValue;
import tessera.wsdl.userstore.AddUserClaimValueResponse;
import tessera.wsdl.userstore.AddUserClaimValues;
import tessera.wsdl.userstore.AddUserClaimValuesResponse;
import tessera.wsdl.userstore.AddUserResponse;
import tessera.wsdl.userstore.Authenticate;
import tessera.wsdl.userstore.AuthenticateResponse;
import tessera.wsdl.userstore.DeleteRole;
import tessera.wsdl.userstore.DeleteRoleResponse;
import tessera.wsdl.userstore.DeleteUser;
import tessera.wsdl.userstore.DeleteUserClaimValue;
import tessera.wsdl.userstore.DeleteUserClaimValueResponse;
import tessera.wsdl.userstore.DeleteUserClaimValues;
import tessera.wsdl.userstore.DeleteUserClaimValuesResponse;
import tessera.wsdl.userstore.DeleteUserResponse;
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
import tessera.wsdl.userstore.RemoteUserStoreManagerServiceV2PortType;
import tessera.wsdl.userstore.SetUserClaimValue;
import tessera.wsdl.userstore.SetUserClaimValueResponse;
import tessera.wsdl.userstore.SetUserClaimValues;
import tessera.wsdl.userstore.SetUserClaimValuesResponse;
import tessera.wsdl.userstore.UpdateCredential;
import tessera.wsdl.userstore.UpdateCredentialByAdmin;
import tessera.wsdl.userstore.UpdateCredentialByAdminResponse;
import tessera.wsdl.userstore.UpdateCredentialResponse;
import tessera.wsdl.userstore.UpdateRoleListOfUser;
import tessera.wsdl.userstore.UpdateRoleListOfUserResponse;
import tessera.wsdl.userstore.UpdateRoleName;
import tessera.wsdl.userstore.UpdateRoleNameResponse;
import tessera.wsdl.userstore.UpdateUserListOfRole;
import tessera.wsdl.userstore.UpdateUserListOfRoleResponse;

/** RemoteUserStoreManagerServiceV2: writes answer true, otherwise as the first version. */
public final class UserStoreV2 implements RemoteUserStoreManagerServiceV2PortType {
  private final UserStoreWork work;

  public UserStoreV2(Wso2Store store, Asker asker) {
    this.work = new UserStoreWork(store, asker);
  }

  @Override
  @Requires(Permission.USERS_WRITE)
  public AddUserResponse addUser(AddUser request) {
    work.addUser(request);
    AddUserResponse done = new AddUserResponse();
    done.setReturn(true);
    return done;
  }

  @Override
  @Requires(Permission.USERS_DELETE)
  public DeleteUserResponse deleteUser(DeleteUser request) {
    work.deleteUser(request);
    DeleteUserResponse done = new DeleteUserResponse();
    done.setReturn(true);
    return done;
  }

  @Override
  @Requires(Permission.USERS_WRITE)
  public UpdateCredentialResponse updateCredential(UpdateCredential request) {
    work.updateCredential(request);
    UpdateCredentialResponse done = new UpdateCredentialResponse();
    done.setReturn(true);
    return done;
  }

  @Override
  @Requires(Permission.USERS_WRITE)
  public UpdateCredentialByAdminResponse updateCredentialByAdmin(UpdateCredentialByAdmin request) {
    work.updateCredentialByAdmin(request);
    UpdateCredentialByAdminResponse done = new UpdateCredentialByAdminResponse();
    done.setReturn(true);
    return done;
  }

  @Override
  @Requires(Permission.USERS_WRITE)
  public SetUserClaimValueResponse setUserClaimValue(SetUserClaimValue request) {
    work.setUserClaimValue(request);
    SetUserClaimValueResponse done = new SetUserClaimValueResponse();
    done.setReturn(true);
    return done;
  }

  @Override
  @Requires(Permission.USERS_WRITE)
  public SetUserClaimValuesResponse setUserClaimValues(SetUserClaimValues request) {
    work.setUserClaimValues(request);
    SetUserClaimValuesResponse done = new SetUserClaimValuesResponse();
    done.setReturn(true);
    return done;
  }

  @Override
  @Requires(Permission.USERS_WRITE)
  public AddUserClaimValueResponse addUserClaimValue(AddUserClaimValue request) {
    work.addUserClaimValue(request);
    AddUserClaimValueResponse done = new AddUserClaimValueResponse();
    done.setReturn(true);
    return done;
  }

  @Override
  @Requires(Permission.USERS_WRITE)
  public AddUserClaimValuesResponse addUserClaimValues(AddUserClaimValues request) {
    work.addUserClaimValues(request);
    AddUserClaimValuesResponse done = new AddUserClaimValuesResponse();
    done.setReturn(true);
    return done;
  }

  @Override
  @Requires(Permission.USERS_WRITE)
  public DeleteUserClaimValueResponse deleteUserClaimValue(DeleteUserClaimValue request) {
    work.deleteUserClaimValue(request);
    DeleteUserClaimValueResponse done = new DeleteUserClaimValueResponse();
    done.setReturn(true);
    return done;
  }

  @Override
  @Requires(Permission.USERS_WRITE)
  public DeleteUserClaimValuesResponse deleteUserClaimValues(DeleteUserClaimValues request) {
    work.deleteUserClaimValues(request);
    DeleteUserClaimValuesResponse done = new DeleteUserClaimValuesResponse();
    done.setReturn(true);
    return done;
  }

  @Override
  @Requires(Permission.GROUPS_WRITE)
  public AddRoleResponse addRole(AddRole request) {
    work.addRole(request);
    AddRoleResponse done = new AddRoleResponse();
    done.setReturn(true);
    return done;
  }

  @Override
  @Requires(Permission.GROUPS_DELETE)
  public DeleteRoleResponse deleteRole(DeleteRole request) {
    work.deleteRole(request);
    DeleteRoleResponse done = new DeleteRoleResponse();
    done.setReturn(true);
    return done;
  }

  @Override
  @Requires(Permission.GROUPS_WRITE)
  public UpdateRoleNameResponse updateRoleName(UpdateRoleName request) {
    work.updateRoleName(request);
    UpdateRoleNameResponse done = new UpdateRoleNameResponse();
    done.setReturn(true);
    return done;
  }

  @Override
  @Requires(Permission.GROUPS_WRITE)
  public UpdateRoleListOfUserResponse updateRoleListOfUser(UpdateRoleListOfUser request) {
    work.updateRoleListOfUser(request);
    UpdateRoleListOfUserResponse done = new UpdateRoleListOfUserResponse();
    done.setReturn(true);
    return done;
  }

  @Override
  @Requires(Permission.GROUPS_WRITE)
  public UpdateUserListOfRoleResponse updateUserListOfRole(UpdateUserListOfRole request) {
    work.updateUserListOfRole(request);
    UpdateUserListOfRoleResponse done = new UpdateUserListOfRoleResponse();
    done.setReturn(true);
    return done;
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
