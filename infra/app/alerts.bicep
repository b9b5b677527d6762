param location string
param tags object
param resourceToken string
param alertEmail string
param serviceBusNamespaceId string
param logAnalyticsId string

// Each query returns a row for what is wrong, so that every rule reads "more than none".
var queries = [
  {
    name: 'message-age'
    description: 'The oldest message of a queue has waited for more than five minutes.'
    severity: 1
    query: 'AppMetrics | where Name == "orderrelay.queue.age" and Max > 300'
  }
  {
    name: 'ingest-5xx'
    description: 'Webhooks were answered with 5xx: their providers send them again, for as long as they do.'
    severity: 1
    query: 'AppRequests | where OperationName == "ReceiveWebhook" and toint(ResultCode) >= 500'
  }
  {
    name: 'unknown-statuses'
    description: 'A provider sends a status that its table does not know. Nothing is lost; the table wants a line.'
    severity: 3
    query: 'AppMetrics | where Name == "orderrelay.events.unknown_statuses" and Sum > 0'
  }
]

resource recipients 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(alertEmail)) {
  name: 'ag-${resourceToken}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'orderrelay'
    enabled: true
    emailReceivers: [
      {
        name: 'operators'
        emailAddress: alertEmail
        useCommonAlertSchema: true
      }
    ]
  }
}

// The trigger empties the dead-letter queues onto the desk, so a message that stays there is one that the desk has not got.
resource deadLetters 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'alert-dead-letters-${resourceToken}'
  location: 'global'
  tags: tags
  properties: {
    description: 'Messages lie in a dead-letter queue.'
    severity: 2
    enabled: true
    scopes: [
      serviceBusNamespaceId
    ]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'dead-letters'
          metricName: 'DeadletteredMessages'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          dimensions: [
            {
              name: 'EntityName'
              operator: 'Include'
              values: [
                '*'
              ]
            }
          ]
          operator: 'GreaterThan'
          threshold: 0
          timeAggregation: 'Maximum'
        }
      ]
    }
    actions: empty(alertEmail) ? [] : [
      {
        actionGroupId: recipients.id
      }
    ]
  }
}

resource queryAlert 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for alert in queries: {
    name: 'alert-${alert.name}-${resourceToken}'
    location: location
    tags: tags
    properties: {
      displayName: 'OrderRelay: ${alert.name}'
      description: alert.description
      severity: alert.severity
      enabled: true
      scopes: [
        logAnalyticsId
      ]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT5M'
      criteria: {
        allOf: [
          {
            query: alert.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      // The tables appear with their first row: a rule made before that must not be refused.
      skipQueryValidation: true
      autoMitigate: true
      actions: {
        actionGroups: empty(alertEmail) ? [] : [
          recipients.id
        ]
      }
    }
  }
]
