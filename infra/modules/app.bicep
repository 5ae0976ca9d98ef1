import { Tags } from '../types.bicep'

param name string
param planName string
param location string
param tags Tags
param identityName string
param storageAccountName string

@description('Container of the deployed app.')
param packageContainer string

@description('Network through whose subnet the app goes out; empty for Azure\'s own way.')
param networkName string

param instanceMemoryMB int
param maximumInstanceCount int
param perInstanceConcurrency int

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource account 'Microsoft.Storage/storageAccounts@2026-06-01' existing = {
  name: storageAccountName
}

resource network 'Microsoft.Network/virtualNetworks@2026-03-01' existing = if (!empty(networkName)) {
  name: networkName

  resource subnet 'subnets' existing = {
    name: 'app'
  }
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  // azd finds by this tag where to deploy the service of azure.yaml.
  tags: union(tags, { 'azd-service-name': 'api' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    virtualNetworkSubnetId: empty(networkName) ? null : network::subnet.id
    siteConfig: {
      minTlsVersion: '1.2'
      http20Enabled: true
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${account.properties.primaryEndpoints.blob}${packageContainer}'
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identity.id }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        // Orchestrations go on within the second they are started or woken, with no cold start between.
        alwaysReady: [{ name: 'durable', instanceCount: 1 }]
        triggers: { http: { perInstanceConcurrency: perInstanceConcurrency } }
      }
    }
  }

  // Deployment is by identity alone, too.
  resource noFtpLogin 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource noScmLogin 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

output uri string = 'https://${app.properties.defaultHostName}'
