import { Tags } from '../types.bicep'

param name string
param location string
param tags Tags

@description('Container of the deployed app.')
param packageContainer string

@description('Container of the jobs: input, results, manifest.')
param jobContainer string

@description('Containers of the lists that jobs may name.')
param listContainers string[]

@description('Blobs of jobs are deleted so many days after they were last written.')
param retentionDays int

@description('Whether the account is reached through private endpoints alone.')
param isPrivate bool

resource account 'Microsoft.Storage/storageAccounts@2026-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_LRS' }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: isPrivate ? 'Deny' : 'Allow'
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      // A purged job is gone, not kept for a while.
      deleteRetentionPolicy: { enabled: false }
      containerDeleteRetentionPolicy: { enabled: false }
    }

    resource package 'containers' = {
      name: packageContainer
      properties: { publicAccess: 'None' }
    }

    resource jobs 'containers' = {
      name: jobContainer
      properties: { publicAccess: 'None' }
    }

    resource lists 'containers' = [
      for name in listContainers: {
        name: name
        properties: { publicAccess: 'None' }
      }
    ]
  }

  resource lifecycle 'managementPolicies' = {
    name: 'default'
    properties: {
      policy: {
        rules: [
          {
            name: 'expire-jobs'
            type: 'Lifecycle'
            enabled: true
            definition: {
              // Results are append blobs; a policy can delete those, and do nothing else to them.
              filters: { blobTypes: ['blockBlob', 'appendBlob'], prefixMatch: ['${jobContainer}/'] }
              actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: retentionDays } } }
            }
          }
        ]
      }
    }
    dependsOn: [blobs]
  }
}
