package io.tessera.inbound.soap.internal;

import io.tessera.inbound.soap.internal.plain.PlainFaults;
import io.tessera.inbound.soap.internal.plain.PlainProvisioning;
import io.tessera.inbound.soap.internal.plain.PlainUsers;
import io.tessera.inbound.soap.internal.wso2.ClaimCatalogue;
import io.tessera.inbound.soap.internal.wso2.UserStoreV1;
import io.tessera.inbound.soap.internal.wso2.UserStoreV2;
import io.tessera.inbound.soap.internal.wso2.Wso2Faults;
import io.tessera.inbound.soap.internal.wso2.Wso2Limits;
import io.tessera.inbound.soap.internal.wso2.Wso2Store;
import io.tessera.provisioning.api.Provisioning;
import io.tessera.provisioning.api.admin.Deliveries;
import io.tessera.provisioning.api.admin.UserStores;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tessera.wsdl.claims.RemoteClaimManagerServicePortType;
import tessera.wsdl.userstore.RemoteUserStoreManagerServicePortType;
import tessera.wsdl.userstore.RemoteUserStoreManagerServiceV2PortType;

/** All services of the door. */
final class Services {
  private static final String USER_STORE = "RemoteUserStoreManagerService";
  private static final String CLAIMS = "RemoteClaimManagerService";

  private final List<SoapService<?>> all;

  /**
   * @param quiet whether writes of the first version of the user store answer without an envelope
   */
  Services(
      Provisioning provisioning,
      UserStores userStores,
      Deliveries deliveries,
      Wso2Limits limits,
      boolean quiet) {
    Wso2Store store = new Wso2Store(provisioning, userStores, limits);
    PlainUsers users = new PlainUsers(provisioning);
    this.all =
        List.of(
            new SoapService<>(
                USER_STORE,
                RemoteUserStoreManagerServicePortType.class,
                quiet,
                UserStoreV1.class,
                asker -> new UserStoreV1(store, asker),
                new Wso2Faults(USER_STORE, false)),
            new SoapService<>(
                USER_STORE + "V2",
                RemoteUserStoreManagerServiceV2PortType.class,
                false,
                UserStoreV2.class,
                asker -> new UserStoreV2(store, asker),
                new Wso2Faults(USER_STORE + "V2", true)),
            new SoapService<>(
                CLAIMS,
                RemoteClaimManagerServicePortType.class,
                quiet,
                ClaimCatalogue.class,
                asker -> new ClaimCatalogue(store.claims()),
                new Wso2Faults(CLAIMS, false)),
            new SoapService<>(
                "ProvisioningService",
                tessera.wsdl.provisioning.Provisioning.class,
                false,
                PlainProvisioning.class,
                asker -> new PlainProvisioning(users, deliveries, asker.caller()),
                new PlainFaults()));
  }

  List<SoapService<?>> all() {
    return all;
  }

  /**
   * The service at an address: {@code /Name}, or with one of its ports as WSO2's WSDLs have it,
   * {@code /Name.NameHttpsSoap11Endpoint/}.
   */
  Optional<SoapService<?>> at(@Nullable String path) {
    String named = path == null || path.isEmpty() ? "" : path.substring(1);
    String bare = named.endsWith("/") ? named.substring(0, named.length() - 1) : named;
    int dot = bare.indexOf('.');
    String name = dot < 0 ? bare : bare.substring(0, dot);
    boolean port = dot < 0 || isPort(name, bare.substring(dot + 1));
    return all.stream().filter(s -> port && s.name().equals(name)).findFirst();
  }

  private static boolean isPort(String service, String port) {
    return port.equals(service + "HttpsSoap11Endpoint")
        || port.equals(service + "HttpsSoap12Endpoint")
        || port.equals(service + "HttpSoap11Endpoint")
        || port.equals(service + "HttpSoap12Endpoint");
  }
}
