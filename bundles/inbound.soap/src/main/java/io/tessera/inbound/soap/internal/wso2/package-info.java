/**
 * The user store services of WSO2's servers over our use cases: their names, claims and roles on
 * one side, users and groups on the other.
 */
@NullMarked
package io.tessera.inbound.soap.internal.wso2;

import org.jspecify.annotations.NullMarked;
