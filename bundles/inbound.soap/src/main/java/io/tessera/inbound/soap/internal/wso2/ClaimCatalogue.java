package io.tessera.inbound.soap.internal.wso2;

import io.tessera.inbound.http.Requires;
import io.tessera.model.AttributePath;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Permission;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tessera.wsdl.claims.AddNewClaimMapping;
import tessera.wsdl.claims.DeleteClaimMapping;
import tessera.wsdl.claims.GetAllClaimMappings;
import tessera.wsdl.claims.GetAllClaimMappingsResponse;
import tessera.wsdl.claims.GetAllClaimUris;
import tessera.wsdl.claims.GetAllClaimUrisResponse;
import tessera.wsdl.claims.GetAllRequiredClaimMappings;
import tessera.wsdl.claims.GetAllRequiredClaimMappingsResponse;
import tessera.wsdl.claims.GetAllSupportClaimMappingsByDefault;
import tessera.wsdl.claims.GetAllSupportClaimMappingsByDefaultResponse;
import tessera.wsdl.claims.GetAttributeName;
import tessera.wsdl.claims.GetAttributeNameFromDomain;
import tessera.wsdl.claims.GetAttributeNameFromDomainResponse;
import tessera.wsdl.claims.GetAttributeNameResponse;
import tessera.wsdl.claims.GetClaim;
import tessera.wsdl.claims.GetClaimMapping;
import tessera.wsdl.claims.GetClaimMappingResponse;
import tessera.wsdl.claims.GetClaimResponse;
import tessera.wsdl.claims.RemoteClaimManagerServicePortType;
import tessera.wsdl.claims.UpdateClaimMapping;
import tessera.wsdl.claims.api.ClaimMapping;

/** RemoteClaimManagerService: which claims there are. They are configured, not written to. */
public final class ClaimCatalogue implements RemoteClaimManagerServicePortType {
  private final Claims claims;

  public ClaimCatalogue(Claims claims) {
    this.claims = claims;
  }

  @Override
  @Requires(Permission.DISCOVERY)
  public GetAllClaimMappingsResponse getAllClaimMappings(GetAllClaimMappings request) {
    GetAllClaimMappingsResponse answer = new GetAllClaimMappingsResponse();
    String dialect = request.getDialectUri();
    answer
        .getReturn()
        .addAll(mappings(c -> dialect == null || dialect.isBlank() || c.dialect().equals(dialect)));
    return answer;
  }

  @Override
  @Requires(Permission.DISCOVERY)
  public GetAllSupportClaimMappingsByDefaultResponse getAllSupportClaimMappingsByDefault(
      GetAllSupportClaimMappingsByDefault request) {
    GetAllSupportClaimMappingsByDefaultResponse answer =
        new GetAllSupportClaimMappingsByDefaultResponse();
    answer.getReturn().addAll(mappings(c -> true));
    return answer;
  }

  @Override
  @Requires(Permission.DISCOVERY)
  public GetAllRequiredClaimMappingsResponse getAllRequiredClaimMappings(
      GetAllRequiredClaimMappings request) {
    GetAllRequiredClaimMappingsResponse answer = new GetAllRequiredClaimMappingsResponse();
    answer.getReturn().addAll(mappings(c -> c.slot().isRequired()));
    return answer;
  }

  private List<ClaimMapping> mappings(Predicate<Claim> wanted) {
    return claims.all().stream().filter(wanted).map(ClaimCatalogue::mapping).toList();
  }

  @Override
  @Requires(Permission.DISCOVERY)
  public GetAllClaimUrisResponse getAllClaimUris(GetAllClaimUris request) {
    GetAllClaimUrisResponse answer = new GetAllClaimUrisResponse();
    claims.all().stream().map(Claim::uri).forEach(answer.getReturn()::add);
    return answer;
  }

  @Override
  @Requires(Permission.DISCOVERY)
  public GetClaimMappingResponse getClaimMapping(GetClaimMapping request) {
    GetClaimMappingResponse answer = new GetClaimMappingResponse();
    answer.setReturn(mapping(named(request.getClaimURI())));
    return answer;
  }

  @Override
  @Requires(Permission.DISCOVERY)
  public GetClaimResponse getClaim(GetClaim request) {
    GetClaimResponse answer = new GetClaimResponse();
    answer.setReturn(claim(named(request.getClaimURI())));
    return answer;
  }

  @Override
  @Requires(Permission.DISCOVERY)
  public GetAttributeNameResponse getAttributeName(GetAttributeName request) {
    GetAttributeNameResponse answer = new GetAttributeNameResponse();
    answer.setReturn(attribute(named(request.getClaimURI())));
    return answer;
  }

  /** The same in all user store domains. */
  @Override
  @Requires(Permission.DISCOVERY)
  public GetAttributeNameFromDomainResponse getAttributeNameFromDomain(
      GetAttributeNameFromDomain request) {
    GetAttributeNameFromDomainResponse answer = new GetAttributeNameFromDomainResponse();
    answer.setReturn(attribute(named(request.getClaimURI())));
    return answer;
  }

  @Override
  @Requires(Permission.CONFIG_WRITE)
  public void addNewClaimMapping(AddNewClaimMapping request) {
    throw configured();
  }

  @Override
  @Requires(Permission.CONFIG_WRITE)
  public void updateClaimMapping(UpdateClaimMapping request) {
    throw configured();
  }

  @Override
  @Requires(Permission.CONFIG_WRITE)
  public void deleteClaimMapping(DeleteClaimMapping request) {
    throw configured();
  }

  private static RejectedException configured() {
    return RejectedException.of(
        Kind.NOT_SUPPORTED,
        "Claims are configured by the operator of the server (io.tessera.inbound.soap, claims).");
  }

  private Claim named(@Nullable String uri) {
    if (uri == null || uri.isBlank()) {
      throw RejectedException.at(
          Kind.INVALID_VALUE, AttributePath.of("claimURI"), "It is missing.");
    }
    return claims.named(uri);
  }

  private static ClaimMapping mapping(Claim claim) {
    ClaimMapping mapping = new ClaimMapping();
    mapping.setClaim(claim(claim));
    mapping.setMappedAttribute(attribute(claim));
    return mapping;
  }

  private static tessera.wsdl.claims.api.Claim claim(Claim claim) {
    tessera.wsdl.claims.api.Claim told = new tessera.wsdl.claims.api.Claim();
    told.setCheckedAttribute(false);
    told.setClaimUri(claim.uri());
    told.setDescription(claim.slot().description());
    told.setDialectURI(claim.dialect());
    told.setDisplayOrder(0);
    told.setDisplayTag(claim.label());
    told.setReadOnly(claim.slot().isReadOnly());
    told.setRequired(claim.slot().isRequired());
    told.setSupportedByDefault(true);
    return told;
  }

  /** The attribute's path; that a claim says the opposite is nothing clients of WSO2 know. */
  private static String attribute(Claim claim) {
    return claim.path().startsWith("!") ? claim.path().substring(1) : claim.path();
  }
}
