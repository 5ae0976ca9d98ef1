import { Tags } from '../types.bicep'

param actionGroupName string
param location string
param tags Tags
param workspaceName string
param storageAccountName string

@description('Who is told; empty: alerts are raised and nobody is mailed.')
param email string

@description('A job of which nothing is heard for so many minutes is stuck.')
param stuckAfterMinutes int

// The app writes one line when a job is accepted, one whenever results are stored, and one at its end. Whether a message
// arrives with its values or as its template is the exporter's choice; its values are properties either way.
var jobLines = 'AppTraces | where Message startswith "Job " | extend JobId = tostring(Properties.JobId) | where isnotempty(JobId)'

var rules = [
  {
    name: 'failed-jobs'
    severity: 2
    text: 'A job ended as failed, or the platform failed an orchestration.'
    every: 'PT5M'
    // Longer than it takes telemetry to arrive.
    over: 'PT15M'
    query: $'''
union isfuzzy=true
  (${jobLines} | where Message has "ended as" and (Message has "ended as Failed" or Properties.Status == "Failed") | project JobId),
  (AppRequests | where Success == false and Name startswith "orchestration:" | project JobId = OperationId)
| summarize by JobId'''
  }
  {
    name: 'stuck-orchestrations'
    severity: 1
    text: 'A job is neither ended nor heard of. One that is paused for that long counts too.'
    every: 'PT15M'
    over: 'P2D'
    query: $'''
${jobLines}
| summarize Last = max(TimeGenerated), Ended = countif(Message has "ended as") by JobId
| where Ended == 0 and Last < ago(${stuckAfterMinutes}m)'''
  }
]

resource workspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  name: workspaceName
}

resource account 'Microsoft.Storage/storageAccounts@2026-06-01' existing = {
  name: storageAccountName
}

resource mail 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: actionGroupName
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'fanout'
    enabled: true
    emailReceivers: [{ name: 'operator', emailAddress: email, useCommonAlertSchema: true }]
  }
}

resource queries 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for rule in rules: {
    name: rule.name
    location: location
    tags: tags
    properties: {
      displayName: rule.name
      description: rule.text
      severity: rule.severity
      enabled: true
      autoMitigate: true
      scopes: [workspace.id]
      evaluationFrequency: rule.every
      windowSize: rule.over
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
          }
        ]
      }
      actions: { actionGroups: empty(email) ? [] : [mail.id] }
    }
  }
]

resource storageErrors 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'storage-errors'
  location: 'global'
  tags: tags
  properties: {
    description: 'Storage refuses, throttles or fails requests. Conflicts and missing blobs are not counted: the app expects them.'
    severity: 2
    enabled: true
    autoMitigate: true
    scopes: [account.id]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'errors'
          metricNamespace: 'Microsoft.Storage/storageAccounts'
          metricName: 'Transactions'
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          // A throttled request now and then is repeated by the client and is no news.
          threshold: 20
          dimensions: [
            {
              name: 'ResponseType'
              operator: 'Include'
              values: [
                'AuthenticationError'
                'AuthorizationError'
                'ClientThrottlingError'
                'NetworkError'
                'ServerBusyError'
                'ServerOtherError'
                'ServerTimeoutError'
              ]
            }
          ]
        }
      ]
    }
    actions: empty(email) ? [] : [{ actionGroupId: mail.id }]
  }
}
