param accountName string
param identityName string

@description('Whether the durable backend keeps its state in this account.')
param holdsDurableState bool

var blobDataOwner = 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
var queueDataContributor = '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
var tableDataContributor = '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'

// The host makes containers of its own (azure-webjobs-hosts, azure-webjobs-secrets, the task hub's leases and large
// messages), so no scope below the account works. It covers the package and the blobs of jobs too: a second, narrower
// assignment to the same identity would add nothing.
var always = [
  {
    role: blobDataOwner
    why: 'The host leases and writes blobs in containers it makes itself, reads the deployed package, and the app keeps its jobs here.'
  }
]

var forDurableState = [
  {
    role: queueDataContributor
    why: 'The durable backend makes and reads the work-item and control queues of its task hub.'
  }
  {
    role: tableDataContributor
    why: 'The durable backend keeps the history and the instances of its task hub in tables.'
  }
]

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource account 'Microsoft.Storage/storageAccounts@2026-06-01' existing = {
  name: accountName
}

resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for needed in concat(always, holdsDurableState ? forDurableState : []): {
    name: guid(account.id, identity.id, needed.role)
    scope: account
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', needed.role)
      principalId: identity.properties.principalId
      principalType: 'ServicePrincipal'
      description: needed.why
    }
  }
]
